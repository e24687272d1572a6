using System.Collections.Concurrent;
using Npgsql;

namespace NasOrleans.History.Engines.Postgres;

internal sealed class PostgresMetricStore(PostgresHistory history) : IMetricStore
{
    // Sorted, so that two callers with the same series or points never wait for each other in a circle; of one moment the last value wins.
    private const string Insert = """
        INSERT INTO nas.metric_series (tenant, subject, name)
        SELECT DISTINCT @tenant, @subject, name FROM unnest(@series) AS name ORDER BY name
        ON CONFLICT DO NOTHING;

        INSERT INTO nas.metric_point (series_id, at, value)
        SELECT DISTINCT ON (s.id, p.at) s.id, p.at, p.value
        FROM unnest(@series, @at, @value) WITH ORDINALITY AS p (series, at, value, position)
        JOIN nas.metric_series s ON s.tenant = @tenant AND s.subject = @subject AND s.name = p.series
        ORDER BY s.id, p.at, p.position DESC
        ON CONFLICT (series_id, at) DO UPDATE SET value = excluded.value
        """;

    private const string Select = """
        SELECT p.at, p.value FROM nas.metric_point p
        WHERE p.series_id = (SELECT id FROM nas.metric_series WHERE tenant = @tenant AND subject = @subject AND name = @name)
            AND p.at >= @from AND p.at < @to
        ORDER BY p.at LIMIT @limit
        """;

    private readonly ConcurrentDictionary<DateOnly, bool> _partitions = new();

    public async Task AppendAsync(string tenant, string subject, IReadOnlyList<MetricPoint> points, CancellationToken cancellationToken)
    {
        MetricPoints.RequireFinite(points);
        foreach (var day in points.Select(point => DateOnly.FromDateTime(point.At.UtcDateTime)).Distinct().Where(day => !_partitions.ContainsKey(day)))
            await MakePartitionAsync(day, cancellationToken);
        await history.ExecuteAsync(Insert, cancellationToken,
            ("@tenant", StoredText.Clean(tenant)),
            ("@subject", StoredText.Clean(subject)),
            ("@series", points.Select(point => StoredText.Clean(point.Series)).ToArray()),
            ("@at", points.Select(point => StoredTime.Cut(point.At)).ToArray()),
            ("@value", points.Select(point => point.Value).ToArray()));
    }

    public Task<IReadOnlyList<MetricPoint>> ReadAsync(MetricQuery query, CancellationToken cancellationToken) =>
        history.QueryAsync(Select, row => Map(query.Series, row), cancellationToken,
            ("@tenant", StoredText.Clean(query.Tenant)),
            ("@subject", StoredText.Clean(query.Subject)),
            ("@name", StoredText.Clean(query.Series)),
            ("@from", StoredTime.Cut(query.From)),
            ("@to", StoredTime.Cut(query.To)),
            ("@limit", query.Limit));

    private async Task MakePartitionAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var made = await history.QueryAsync("SELECT nas.ensure_metric_partition(@day)", row => row.GetBoolean(0), cancellationToken, ("@day", day));
        if (made[0]) _partitions.TryAdd(day, true);
    }

    private static MetricPoint Map(string series, NpgsqlDataReader row) => new(series, row.GetFieldValue<DateTimeOffset>(0), row.GetDouble(1));
}
