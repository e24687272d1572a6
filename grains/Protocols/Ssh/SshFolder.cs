using NasOrleans.Secrets;

namespace NasOrleans.Protocols.Ssh;

/// <summary>
/// What one run of ssh reads and writes: a folder that nobody else can open, in memory where the system has such a place, gone
/// when the run is over.
/// </summary>
internal sealed class SshFolder : IDisposable
{
    private const string Prefix = "nas-ssh-";
    private const string Memory = "/dev/shm";

    private static readonly TimeSpan LeftBehind = TimeSpan.FromHours(1);

    private readonly string _root;

    private SshFolder(string root) => _root = root;

    public string Key => Path.Combine(_root, "key");

    public string KnownHosts => Path.Combine(_root, "known_hosts");

    public string Log => Path.Combine(_root, "log");

    public static SshFolder Create(Secret key, HostKey host)
    {
        var root = Path.Combine(Parent, Prefix + Path.GetRandomFileName());
        var folder = new SshFolder(root);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(root);
        else Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            Write(folder.Key, key.Reveal().ReplaceLineEndings("\n").Trim() + "\n");
            Write(folder.KnownHosts, host.KnownAs(SshArguments.KnownName));
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Removes what a process that was killed left behind.</summary>
    public static void Sweep(DateTimeOffset now)
    {
        foreach (var left in Directory.EnumerateDirectories(Parent, Prefix + "*").Where(folder => now.UtcDateTime - Directory.GetLastWriteTimeUtc(folder) > LeftBehind))
        {
            try
            {
                Directory.Delete(left, recursive: true);
            }
            catch (Exception exception) when (exception is UnauthorizedAccessException or DirectoryNotFoundException or IOException)
            {
                // Another user's, or another process was faster.
            }
        }
    }

    public string ReadLog() => File.Exists(Log) ? File.ReadAllText(Log) : "";

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Parent => Directory.Exists(Memory) ? Memory : Path.GetTempPath();

    private static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
