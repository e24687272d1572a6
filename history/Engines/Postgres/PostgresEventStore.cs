using Npgsql;

namespace NasOrleans.History.Engines.Postgres;

internal sealed class PostgresEventStore(PostgresHistory history) : IEventStore
{
    private const string Insert = """
        INSERT INTO nas.event (at, tenant, subject, kind, text, data)
        SELECT at, tenant, subject, kind, text, data
        FROM unnest(@at, @tenant, @subject, @kind, @text, @data) WITH ORDINALITY AS e (at, tenant, subject, kind, text, data, position)
        ORDER BY position
        """;

    public Task AppendAsync(IReadOnlyList<HistoryEvent> events, CancellationToken cancellationToken) => history.ExecuteAsync(Insert, cancellationToken,
        ("@at", Column(events, happened => StoredTime.Cut(happened.At))),
        ("@tenant", Column(events, happened => StoredText.Clean(happened.Tenant))),
        ("@subject", Column(events, happened => StoredText.Clean(happened.Subject))),
        ("@kind", Column(events, happened => StoredText.Clean(happened.Kind))),
        ("@text", Column(events, happened => StoredText.Clean(happened.Text))),
        ("@data", Column(events, happened => StoredText.CleanOrNull(happened.Data))));

    public Task<IReadOnlyList<HistoryEvent>> ReadAsync(EventQuery query, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(query, at => StoredTime.Cut(at));
        var select = $"SELECT id, at, tenant, subject, kind, text, data FROM nas.event WHERE {filter.Text} ORDER BY id DESC LIMIT @limit";
        return history.QueryAsync(select, Map, cancellationToken, filter.Parameters);
    }

    private static T[] Column<T>(IReadOnlyList<HistoryEvent> events, Func<HistoryEvent, T> value) => [.. events.Select(value)];

    private static HistoryEvent Map(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt64(0),
        At = row.GetFieldValue<DateTimeOffset>(1),
        Tenant = row.GetString(2),
        Subject = row.GetString(3),
        Kind = row.GetString(4),
        Text = row.GetString(5),
        Data = row.IsDBNull(6) ? null : row.GetString(6),
    };
}
