using NasOrleans.History.Sqlite;

namespace NasOrleans.History.Engines.Sqlite;

/// <summary>The history file. Moments are microseconds since 1970 in UTC.</summary>
internal sealed class SqliteHistory(SqliteHistoryOptions options) : IDisposable
{
    private static readonly SqliteSchema Schema = new("history", 0x4E_61_73_48,
    [
        """
        CREATE TABLE IF NOT EXISTS event (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            tenant TEXT NOT NULL,
            subject TEXT NOT NULL,
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            data TEXT
        );
        CREATE INDEX IF NOT EXISTS event_by_tenant ON event (tenant, id);
        CREATE INDEX IF NOT EXISTS event_by_subject ON event (tenant, subject, id);

        CREATE TABLE IF NOT EXISTS audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            tenant TEXT NOT NULL,
            actor TEXT NOT NULL,
            source TEXT NOT NULL,
            action TEXT NOT NULL,
            target TEXT NOT NULL,
            outcome TEXT NOT NULL,
            before TEXT,
            after TEXT,
            correlation_id TEXT
        );
        CREATE INDEX IF NOT EXISTS audit_by_tenant ON audit (tenant, id);
        CREATE INDEX IF NOT EXISTS audit_by_target ON audit (tenant, target, id);
        CREATE TRIGGER IF NOT EXISTS audit_keeps BEFORE UPDATE ON audit
            BEGIN SELECT RAISE(ABORT, 'audit entries are only ever added'); END;
        CREATE TRIGGER IF NOT EXISTS audit_keeps_all BEFORE DELETE ON audit
            BEGIN SELECT RAISE(ABORT, 'audit entries are only ever added'); END;
        -- INSERT OR REPLACE deletes without a delete trigger.
        CREATE TRIGGER IF NOT EXISTS audit_keeps_ids BEFORE INSERT ON audit
            WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
            BEGIN SELECT RAISE(ABORT, 'audit entries are only ever added'); END;

        CREATE TABLE IF NOT EXISTS metric_series (
            id INTEGER PRIMARY KEY,
            tenant TEXT NOT NULL,
            subject TEXT NOT NULL,
            name TEXT NOT NULL,
            UNIQUE (tenant, subject, name)
        );
        CREATE TABLE IF NOT EXISTS metric_point (
            series_id INTEGER NOT NULL REFERENCES metric_series (id),
            at INTEGER NOT NULL,
            value REAL NOT NULL,
            PRIMARY KEY (series_id, at)
        ) WITHOUT ROWID;
        """,
    ]);

    private readonly SqliteFile _file = SqliteFile.Open(options.Path, Schema);

    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellationToken) => _file.WriteAsync(write, cancellationToken);

    /// <summary>Off the caller's thread: a page of history may have to come from the disk.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken) =>
        Task.Run(() => _file.Read(read), cancellationToken);

    public void Dispose() => _file.Dispose();
}
