using Microsoft.Data.Sqlite;
using NasOrleans.History.Sqlite;

namespace NasOrleans.History.Engines.Sqlite;

internal sealed class SqliteEventStore(SqliteHistory history) : IEventStore
{
    private const string Insert = """
        INSERT INTO event (at, tenant, subject, kind, text, data)
        VALUES (@at, @tenant, @subject, @kind, @text, @data)
        """;

    public Task AppendAsync(IReadOnlyList<HistoryEvent> events, CancellationToken cancellationToken) => history.WriteAsync(db =>
    {
        foreach (var happened in events) Append(db, happened);
        return events.Count;
    }, cancellationToken);

    public async Task<IReadOnlyList<HistoryEvent>> ReadAsync(EventQuery query, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(query, at => StoredTime.ToMicroseconds(at));
        var select = $"SELECT id, at, tenant, subject, kind, text, data FROM event WHERE {filter.Text} ORDER BY id DESC LIMIT @limit";
        return await history.ReadAsync(db => db.Query(select, Map, filter.Parameters), cancellationToken);
    }

    private static void Append(SqliteSession db, HistoryEvent happened) => db.Execute(Insert,
        ("@at", StoredTime.ToMicroseconds(happened.At)),
        ("@tenant", StoredText.Clean(happened.Tenant)),
        ("@subject", StoredText.Clean(happened.Subject)),
        ("@kind", StoredText.Clean(happened.Kind)),
        ("@text", StoredText.Clean(happened.Text)),
        ("@data", StoredText.CleanOrNull(happened.Data)));

    private static HistoryEvent Map(SqliteDataReader row) => new()
    {
        Id = row.GetInt64(0),
        At = StoredTime.FromMicroseconds(row.GetInt64(1)),
        Tenant = row.GetString(2),
        Subject = row.GetString(3),
        Kind = row.GetString(4),
        Text = row.GetString(5),
        Data = row.IsDBNull(6) ? null : row.GetString(6),
    };
}
