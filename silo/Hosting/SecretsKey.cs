using System.Security.Cryptography;
using NasOrleans.Silo.Commands;
using NasOrleans.Silo.Storage;

namespace NasOrleans.Silo.Hosting;

/// <summary>The key file of all stored secrets: made once, on an empty data folder, and never silently again.</summary>
internal static class SecretsKey
{
    private const int Bytes = 32;

    public static void Ensure(DataFolder data)
    {
        var file = data.SecretKeyFile;
        if (File.Exists(file)) Check(file);
        else if (File.Exists(data.StateFile) || File.Exists(data.HistoryFile))
        {
            throw new StartupFault(ExitCode.Storage,
                $"The key of the stored secrets, {file}, is missing while data exists. Put it back from its backup; a new key could not read what the old one wrote.");
        }
        else Create(file);
    }

    private static void Check(string file)
    {
        try
        {
            var key = Convert.FromBase64String(File.ReadAllText(file).Trim());
            if (key.Length == Bytes) return;
        }
        catch (FormatException)
        {
            // Said below, in our words.
        }

        throw new StartupFault(ExitCode.Storage, $"The key of the stored secrets, {file}, is damaged. Put it back from its backup.");
    }

    private static void Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var unfinished = file + ".new";
        File.Delete(unfinished);
        using (var stream = new FileStream(unfinished, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)) + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file);
    }
}
