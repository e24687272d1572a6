using System.Security.Cryptography;
using System.Text;

namespace NasOrleans.Secrets;

/// <summary>The file that holds the key: for its owner alone, and never made anew while secrets exist that need the old one.</summary>
public static class SecretKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a key at the first start; with encrypted data at hand only the key that was there will do.</summary>
    /// <exception cref="SecretException">The file is missing though there is data, or cannot be trusted.</exception>
    public static SecretKey OpenOrCreate(string path, bool encryptedDataExists)
    {
        var file = new FileInfo(path);
        if (encryptedDataExists || file.LinkTarget is not null) return Open(path);
        // An empty file is a first start that was cut short.
        if (file is { Exists: true, Length: 0 }) file.Delete();
        else if (file.Exists) return Open(path);
        return Create(path);
    }

    /// <exception cref="SecretException">The file is missing or cannot be trusted.</exception>
    public static SecretKey Open(string path)
    {
        try
        {
            if (new FileInfo(path).LinkTarget is not null)
                throw new SecretException($"{path} is a symbolic link. Put the key itself there.");
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            RequireOwnerOnly(path, stream);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            return SecretKey.FromFile(path, reader.ReadToEnd());
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SecretException($"{path} is missing. Restore the key from its backup: without it no stored secret can be read.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SecretException($"{path} cannot be read ({fault.Message}). Give '{Environment.UserName}' read access.", fault);
        }
    }

    /// <exception cref="SecretException">There is a file already, or it cannot be written.</exception>
    public static SecretKey Create(string path)
    {
        var content = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretKey.Length));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        try
        {
            using var stream = new FileStream(path, options);
            stream.Write(Encoding.ASCII.GetBytes(content + "\n"));
            // On disk before the first secret that needs it.
            stream.Flush(flushToDisk: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SecretException($"{path} cannot be created ({fault.Message}).", fault);
        }

        return SecretKey.FromFile(path, content);
    }

    private static void RequireOwnerOnly(string path, FileStream stream)
    {
        if (OperatingSystem.IsWindows()) return;
        var mode = File.GetUnixFileMode(stream.SafeFileHandle);
        if ((mode & ~OwnerOnly) != UnixFileMode.None)
            throw new SecretException($"{path} is open to others (mode {Convert.ToString((int)mode, 8)}). Run 'chmod 600 {path}', and replace the secrets if others may have read it.");
    }
}
