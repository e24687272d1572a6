using Microsoft.Data.Sqlite;

namespace NasOrleans.History.Engines.Sqlite;

internal sealed class SqliteAuditLog(SqliteHistory history) : IAuditLog
{
    private const string Columns = "at, tenant, actor, source, action, target, outcome, before, after, correlation_id";

    private const string Insert = $"""
        INSERT INTO audit ({Columns})
        VALUES (@at, @tenant, @actor, @source, @action, @target, @outcome, @before, @after, @correlation_id)
        """;

    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => history.WriteAsync(db => db.Execute(Insert,
        ("@at", StoredTime.ToMicroseconds(entry.At)),
        ("@tenant", StoredText.Clean(entry.Tenant)),
        ("@actor", StoredText.Clean(entry.Actor)),
        ("@source", StoredText.Clean(entry.Source)),
        ("@action", StoredText.Clean(entry.Action)),
        ("@target", StoredText.Clean(entry.Target)),
        ("@outcome", StoredText.Clean(entry.Outcome)),
        ("@before", StoredText.CleanOrNull(entry.Before)),
        ("@after", StoredText.CleanOrNull(entry.After)),
        ("@correlation_id", StoredText.CleanOrNull(entry.CorrelationId))), cancellationToken);

    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(query);
        var select = $"SELECT id, {Columns} FROM audit WHERE {filter.Text} ORDER BY id DESC LIMIT @limit";
        return await history.ReadAsync(db => db.Query(select, Map, filter.Parameters), cancellationToken);
    }

    private static AuditEntry Map(SqliteDataReader row) => new()
    {
        Id = row.GetInt64(0),
        At = StoredTime.FromMicroseconds(row.GetInt64(1)),
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
