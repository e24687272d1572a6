using Npgsql;

namespace NasOrleans.History.Engines.Postgres;

internal sealed class PostgresAuditLog(PostgresHistory history) : IAuditLog
{
    private const string Columns = "at, tenant, actor, source, action, target, outcome, before, after, correlation_id";

    private const string Insert = $"""
        INSERT INTO nas.audit ({Columns})
        VALUES (@at, @tenant, @actor, @source, @action, @target, @outcome, @before, @after, @correlation_id)
        """;

    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => history.ExecuteAsync(Insert, cancellationToken,
        ("@at", StoredTime.Cut(entry.At)),
        ("@tenant", StoredText.Clean(entry.Tenant)),
        ("@actor", StoredText.Clean(entry.Actor)),
        ("@source", StoredText.Clean(entry.Source)),
        ("@action", StoredText.Clean(entry.Action)),
        ("@target", StoredText.Clean(entry.Target)),
        ("@outcome", StoredText.Clean(entry.Outcome)),
        ("@before", StoredText.CleanOrNull(entry.Before)),
        ("@after", StoredText.CleanOrNull(entry.After)),
        ("@correlation_id", StoredText.CleanOrNull(entry.CorrelationId)));

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(query);
        var select = $"SELECT id, {Columns} FROM nas.audit WHERE {filter.Text} ORDER BY id DESC LIMIT @limit";
        return history.QueryAsync(select, Map, cancellationToken, filter.Parameters);
    }

    private static AuditEntry Map(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt64(0),
        At = row.GetFieldValue<DateTimeOffset>(1),
        Tenant = row.GetString(2),
        Actor = row.GetString(3),
        Source = row.GetString(4),
        Action = row.GetString(5),
        Target = row.GetString(6),
        Outcome = row.GetString(7),
        Before = row.IsDBNull(8) ? null : row.GetString(8),
        After = row.IsDBNull(9) ? null : row.GetString(9),
        CorrelationId = row.IsDBNull(10) ? null : row.GetString(10),
    };
}
