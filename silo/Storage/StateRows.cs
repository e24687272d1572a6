using NasOrleans.History.Sqlite;
using Orleans.Runtime;

namespace NasOrleans.Silo.Storage;

/// <summary>Whose state a row is. The grain's type is part of it, unlike in Orleans' AdoNet provider.</summary>
internal readonly record struct StateKey(string Type, string Key, string Name)
{
    public static StateKey Of(string stateName, GrainId grainId) => new(grainId.Type.ToString()!, grainId.Key.ToString()!, stateName);
}

/// <summary>A stored row; one without JSON was cleared and only remembers its version.</summary>
internal sealed record StateRow(long Version, byte[]? Json);

/// <summary>What became of a write: the new version, or the conflicting one that is stored (none when there is no row).</summary>
internal readonly record struct StateWrite(bool Done, long? Version);

internal static class StateRows
{
    public static readonly SqliteSchema Schema = new("grain state", 0x4E_61_73_53,
    [
        """
        CREATE TABLE IF NOT EXISTS grain_state (
            grain_type TEXT NOT NULL,
            grain_key TEXT NOT NULL,
            name TEXT NOT NULL,
            version INTEGER NOT NULL,
            state TEXT,
            PRIMARY KEY (grain_type, grain_key, name)
        );
        """,
    ]);

    private const string Match = "grain_type = @type AND grain_key = @key AND name = @name";

    private const string Select = $"SELECT version, state FROM grain_state WHERE {Match}";

    private const string SelectVersion = $"SELECT version FROM grain_state WHERE {Match}";

    // The JSON is bound as bytes, which saves a detour over UTF-16, and kept as text, which anyone can read.
    private const string Insert = """
        INSERT INTO grain_state (grain_type, grain_key, name, version, state)
        VALUES (@type, @key, @name, 1, CAST(@state AS TEXT))
        ON CONFLICT DO NOTHING
        """;

    private const string Update = $"UPDATE grain_state SET version = version + 1, state = CAST(@state AS TEXT) WHERE {Match} AND version = @version";

    public static StateRow? Read(SqliteSession db, StateKey key) => db.First(Select,
        row => new StateRow(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1)),
        ("@type", key.Type), ("@key", key.Key), ("@name", key.Name));

    /// <summary>Writes over the expected version, or for the first time when none is expected. Without JSON the row is cleared.</summary>
    public static StateWrite Write(SqliteSession db, StateKey key, long? expected, byte[]? json)
    {
        var written = expected is { } version
            ? db.Execute(Update, ("@type", key.Type), ("@key", key.Key), ("@name", key.Name), ("@state", json), ("@version", version))
            : db.Execute(Insert, ("@type", key.Type), ("@key", key.Key), ("@name", key.Name), ("@state", json));
        return written == 1 ? new(true, (expected ?? 0) + 1) : new(false, Version(db, key));
    }

    private static long? Version(SqliteSession db, StateKey key) =>
        db.First(SelectVersion, row => (long?)row.GetInt64(0), ("@type", key.Type), ("@key", key.Key), ("@name", key.Name));
}
