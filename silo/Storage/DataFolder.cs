using NasOrleans.History;

namespace NasOrleans.Silo.Storage;

/// <summary>The folder that holds all of one process, and the lock that keeps a second process out for as long as this lives.</summary>
public sealed class DataFolder : IDisposable
{
    private const string LogsFolder = "logs";
    private static readonly string[] Signs = ["state.db", "history.db", "secrets.key", "session-keys"];
    private const int LockedOnLinux = 11, LockedOnMac = 35, LockedOnWindows = unchecked((int)0x80070020);

    private const int NoSpace = 28;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Root = path;
        _lock = held;
    }

    public string Root { get; }

    public string StateFile => Path.Combine(Root, "state.db");

    public string HistoryFile => Path.Combine(Root, "history.db");

    public string SecretKeyFile => Path.Combine(Root, "secrets.key");

    public string Socket => Path.Combine(Root, "nas.sock");

    /// <summary>The keys that protect session cookies.</summary>
    public string SessionKeys => Path.Combine(Root, "session-keys");

    /// <summary>The folder of the power journal's local copy.</summary>
    public string Power => Path.Combine(Root, "power");

    public string Logs => Path.Combine(Root, LogsFolder);

    /// <summary>Whether a process was ever started on the folder. A mistyped one must not become an installation because somebody asked what it holds.</summary>
    public static bool HoldsInstallation(string path)
    {
        var root = Path.GetFullPath(path);
        return Signs.Any(sign => Path.Exists(Path.Combine(root, sign))) || File.Exists(PidFile(root));
    }

    /// <exception cref="StorageException">The folder cannot be written, or another process owns it.</exception>
    public static DataFolder Open(string path)
    {
        var root = Path.GetFullPath(path);
        try
        {
            Create(root);
            return new DataFolder(root, Lock(root));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(StorageFault.Unwritable,
                $"The data folder {root} cannot be written ({fault.Message}). Give '{Environment.UserName}' write access or choose another with --data.", fault);
        }
    }

    public void Dispose()
    {
        File.Delete(PidFile(Root));
        _lock.Dispose();
    }

    private static void Create(string root)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(root);
            return;
        }

        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(root, ownerOnly);
        // A root that was there before may be open to others, and log files take the mode of any new file.
        var logs = Path.Combine(root, LogsFolder);
        Directory.CreateDirectory(logs, ownerOnly);
        File.SetUnixFileMode(logs, ownerOnly);
    }

    private static FileStream Lock(string root)
    {
        var file = Path.Combine(root, "lock");
        FileStream held;
        try
        {
            held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (fault.HResult is LockedOnLinux or LockedOnMac or LockedOnWindows)
        {
            throw new StorageException(StorageFault.InUse,
                $"The data folder {root} is in use by {Owner(root)}. Stop that process or choose another folder with --data.", fault);
        }

        try
        {
            // Beside the lock: the runtime lets nobody open a file that is locked, not even to read it.
            Note(root);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static void Note(string root)
    {
        try
        {
            File.WriteAllText(PidFile(root), Environment.ProcessId.ToString());
        }
        catch (IOException fault) when (fault.HResult is NoSpace)
        {
            // The lock holds without it, and a full disk must keep nobody from protecting.
        }
    }

    private static string Owner(string root)
    {
        try
        {
            return $"process {int.Parse(File.ReadAllText(PidFile(root)))}";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            return "another process";
        }
    }

    private static string PidFile(string root) => Path.Combine(root, "lock.pid");
}
