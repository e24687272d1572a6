using System.Buffers.Binary;

namespace NasOrleans.History.Sqlite;

/// <summary>
/// Looks at a file's first bytes before SQLite may touch it: SQLite takes any empty or missing file for a new database, deletes a
/// log it cannot match, and on close folds the log even of a stranger's database. Layout: https://www.sqlite.org/fileformat2.html
/// </summary>
internal static class SqliteHeader
{
    private const int Length = 100, ApplicationIdAt = 68;

    public static void Check(string path, SqliteSchema schema)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length == 0)
        {
            if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
                throw SqliteFaults.Corrupt(path, $"it is {(file.Exists ? "empty" : "missing")} while its log {path}-wal is there");
            return;
        }

        Span<byte> header = stackalloc byte[Length];
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var read = stream.ReadAtLeast(header, Length, throwOnEndOfStream: false);
        if (read < Length || !header.StartsWith("SQLite format 3\0"u8))
            throw SqliteFaults.Foreign(path, schema, "no SQLite database");
        var mark = BinaryPrimitives.ReadInt32BigEndian(header[ApplicationIdAt..]);
        if (mark != schema.ApplicationId)
            throw SqliteFaults.Foreign(path, schema, $"application id {mark:x8} in place of {schema.ApplicationId:x8}");
    }
}
