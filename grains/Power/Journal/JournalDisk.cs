using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NasOrleans.Power.Journal;

/// <summary>Files for their owner alone, and folders that are on disk as well: a name that is only in memory is lost with the power.</summary>
internal static class JournalDisk
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int ReadOnlyFolder = 0;

    /// <summary>Opens or makes it, and cuts off what stands behind its known length.</summary>
    public static SafeFileHandle OpenToAppend(string path, long length)
    {
        var isNew = !File.Exists(path);
        if (isNew) MakeFolder(Path.GetDirectoryName(path)!);
        var file = Open(path, FileMode.OpenOrCreate);
        try
        {
            if (RandomAccess.GetLength(file) > length) RandomAccess.SetLength(file, length);
            if (isNew) FlushFolder(Path.GetDirectoryName(path)!);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public static bool EndsLine(SafeFileHandle file, long length)
    {
        Span<byte> last = stackalloc byte[1];
        return RandomAccess.Read(file, last, length - 1) == 1 && last[0] == (byte)'\n';
    }

    /// <summary>Puts these lines in the file's place, all or none; its new length.</summary>
    public static long Replace(string path, IEnumerable<byte[]> lines)
    {
        var beside = path + ".new";
        var length = 0L;
        using (var file = Open(beside, FileMode.Create))
        {
            foreach (var line in lines)
            {
                RandomAccess.Write(file, line, length);
                length += line.Length;
            }

            RandomAccess.FlushToDisk(file);
        }

        File.Move(beside, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(path)!);
        return length;
    }

    private static SafeFileHandle Open(string path, FileMode mode)
    {
        if (OperatingSystem.IsWindows()) return File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.Read);
        // The handle's constructor has no say in the mode of a new file, so an empty one is made first.
        if (!File.Exists(path))
            new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }).Dispose();
        return File.OpenHandle(path, mode is FileMode.Create ? FileMode.Truncate : FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
    }

    private static void MakeFolder(string path)
    {
        if (Directory.Exists(path)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    // The runtime opens no folders.
    private static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new SafeFileHandle(OpenFolder(path, ReadOnlyFolder), ownsHandle: true);
        if (folder.IsInvalid || Flush(folder) != 0) throw new IOException($"{path}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint OpenFolder([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(SafeFileHandle file);
}
