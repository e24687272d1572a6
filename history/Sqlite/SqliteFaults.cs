using Microsoft.Data.Sqlite;

namespace NasOrleans.History.Sqlite;

/// <summary>Turns what SQLite and the file system say into one line for the operator.</summary>
internal static class SqliteFaults
{
    // https://www.sqlite.org/rescode.html
    private const int Busy = 5, Locked = 6, ReadOnly = 8, Io = 10, Corrupted = 11, DiskFull = 13, CannotOpen = 14, NotADatabase = 26;

    /// <summary>Whether the file or its disk is at fault, and not the caller's statement.</summary>
    public static bool OfFile(Exception fault) => fault is IOException or UnauthorizedAccessException or SqliteException
    {
        SqliteErrorCode: Busy or Locked or ReadOnly or Io or Corrupted or DiskFull or CannotOpen or NotADatabase
    };

    public static StorageException Explain(string path, Exception fault) => (fault as SqliteException)?.SqliteErrorCode switch
    {
        Corrupted or NotADatabase => Corrupt(path, fault.Message, fault),
        DiskFull => new(StorageFault.Full, $"{path} cannot grow: the disk is full. Free some space; nothing that was acknowledged is lost.", fault),
        Busy or Locked => new(StorageFault.InUse, $"{path} is locked by another process. Stop that process.", fault),
        Io => new(StorageFault.Unavailable, $"{path} cannot be read or written ({fault.Message}). Look at the disk and its free space.", fault),
        _ => new(StorageFault.Unwritable, $"{path} cannot be written ({fault.Message}). Give '{Environment.UserName}' write access to the file and its folder.", fault),
    };

    public static StorageException Corrupt(string path, string what, Exception? fault = null) => new(StorageFault.Corrupt,
        $"{path} is damaged ({what}). It was left as it is: restore a backup, or move it away to start empty.", fault);

    public static StorageException Foreign(string path, SqliteSchema schema, string what) => new(StorageFault.Foreign,
        $"{path} is not a NasOrleans {schema.Name} file ({what}). It was left as it is: move it away or choose another data folder.");

    public static StorageException Newer(string path, SqliteSchema schema, long version) => new(StorageFault.Newer,
        $"{path} was written by a newer NasOrleans (schema {version}, known here {schema.Version}). It was left as it is: start the newer version.");
}
