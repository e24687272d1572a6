namespace NasOrleans.History.Sqlite;

/// <summary>A database file of ours: checked and brought to its newest shape on opening, then one writer and many readers.</summary>
public sealed class SqliteFile : IDisposable
{
    // A full check reads the whole file, so a large one is checked page by page as it is used.
    private const long CheckedWhole = 64L << 20;

    private readonly SqliteReaders _readers;
    private readonly SqliteWriter _writer;

    private SqliteFile(string path, SqliteSession session)
    {
        Path = path;
        _readers = new SqliteReaders(path);
        _writer = new SqliteWriter(path, session);
    }

    public string Path { get; }

    /// <exception cref="StorageException">The file cannot be used; it was not changed.</exception>
    public static SqliteFile Open(string path, SqliteSchema schema)
    {
        try
        {
            SqliteHeader.Check(path, schema);
            CreateIfMissing(path);
            return new SqliteFile(path, OpenChecked(path, schema));
        }
        catch (Exception fault) when (SqliteFaults.OfFile(fault))
        {
            throw SqliteFaults.Explain(path, fault);
        }
    }

    /// <summary>Runs in a transaction shared with others; ends when that is on disk, or fails alone when the job throws.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellationToken = default) =>
        _writer.WriteAsync(write, cancellationToken);

    /// <summary>Runs at once on the caller's thread.</summary>
    public T Read<T>(Func<SqliteSession, T> read)
    {
        try
        {
            return _readers.Read(read);
        }
        catch (Exception fault) when (SqliteFaults.OfFile(fault))
        {
            throw SqliteFaults.Explain(Path, fault);
        }
    }

    public void Dispose()
    {
        // The writer closes last: the last connection folds the log into the file.
        _readers.Dispose();
        _writer.Dispose();
    }

    private static void CreateIfMissing(string path)
    {
        if (File.Exists(path)) return;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        // Log and index inherit the mode of the file.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var created = new FileStream(path, options);
    }

    private static SqliteSession OpenChecked(string path, SqliteSchema schema)
    {
        var session = SqliteSession.OpenWriter(path);
        try
        {
            var version = session.First("PRAGMA user_version", row => row.GetInt32(0));
            if (version > schema.Version) throw SqliteFaults.Newer(path, schema, version);
            if (new FileInfo(path).Length <= CheckedWhole) CheckWhole(path, session);
            for (; version < schema.Version; version++) Step(session, schema, version);
            SqliteSettings.Apply(path, session);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static void CheckWhole(string path, SqliteSession session)
    {
        var finding = session.First("PRAGMA quick_check(1)", row => row.GetString(0));
        if (finding != "ok") throw SqliteFaults.Corrupt(path, finding!.ReplaceLineEndings(" "));
    }

    // The mark in the header is written with the first step, before the log is on: it can be read without SQLite ever after.
    private static void Step(SqliteSession session, SqliteSchema schema, int version) => session.Run($"""
        BEGIN IMMEDIATE;
        PRAGMA application_id = {schema.ApplicationId};
        {schema.Steps[version]}
        PRAGMA user_version = {version + 1};
        COMMIT;
        """);
}
