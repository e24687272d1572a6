namespace NasOrleans.History.Sqlite;

/// <summary>How a writing connection is set up: what is acknowledged has reached the disk.</summary>
internal static class SqliteSettings
{
    private const string Durable = """
        PRAGMA synchronous = FULL;
        PRAGMA foreign_keys = ON;
        PRAGMA journal_size_limit = 67108864;
        """;

    public static SqliteSession OpenWriter(string path)
    {
        var session = SqliteSession.OpenWriter(path);
        try
        {
            Apply(path, session);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>For a session whose file was found to be ours and sound.</summary>
    public static void Apply(string path, SqliteSession session)
    {
        session.Run(Durable);
        var mode = session.First("PRAGMA journal_mode = WAL", row => row.GetString(0));
        if (mode != "wal")
            throw new StorageException(StorageFault.Unwritable, $"{path} lies on a file system without shared memory for a write-ahead log. Choose a local disk.");
        session.FoldLogOnClose(true);
    }
}
