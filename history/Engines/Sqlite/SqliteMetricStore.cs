using Microsoft.Data.Sqlite;
using NasOrleans.History.Sqlite;

namespace NasOrleans.History.Engines.Sqlite;

internal sealed class SqliteMetricStore(SqliteHistory history) : IMetricStore
{
    private const string AddSeries = "INSERT INTO metric_series (tenant, subject, name) VALUES (@tenant, @subject, @name) ON CONFLICT DO NOTHING";

    private const string FindSeries = "SELECT id FROM metric_series WHERE tenant = @tenant AND subject = @subject AND name = @name";

    private const string Insert = """
        INSERT INTO metric_point (series_id, at, value) VALUES (@series, @at, @value)
        ON CONFLICT (series_id, at) DO UPDATE SET value = excluded.value
        """;

    private const string Select = """
        SELECT at, value FROM metric_point
        WHERE series_id = (SELECT id FROM metric_series WHERE tenant = @tenant AND subject = @subject AND name = @name)
            AND at >= @from AND at < @to
        ORDER BY at LIMIT @limit
        """;

    public Task AppendAsync(string tenant, string subject, IReadOnlyList<MetricPoint> points, CancellationToken cancellationToken)
    {
        MetricPoints.RequireFinite(points);
        return history.WriteAsync(db =>
        {
            foreach (var series in points.GroupBy(point => point.Series, StringComparer.Ordinal))
            {
                var id = SeriesId(db, tenant, subject, series.Key);
                foreach (var point in series)
                    db.Execute(Insert, ("@series", id), ("@at", StoredTime.ToMicroseconds(point.At)), ("@value", point.Value));
            }

            return points.Count;
        }, cancellationToken);
    }

    public async Task<IReadOnlyList<MetricPoint>> ReadAsync(MetricQuery query, CancellationToken cancellationToken) =>
        await history.ReadAsync(db => db.Query(Select, row => Map(query.Series, row),
            ("@tenant", StoredText.Clean(query.Tenant)),
            ("@subject", StoredText.Clean(query.Subject)),
            ("@name", StoredText.Clean(query.Series)),
            ("@from", StoredTime.ToMicroseconds(query.From)),
            ("@to", StoredTime.ToMicroseconds(query.To)),
            ("@limit", query.Limit)), cancellationToken);

    private static long SeriesId(SqliteSession db, string tenant, string subject, string name)
    {
        ReadOnlySpan<(string, object?)> key =
        [
            ("@tenant", StoredText.Clean(tenant)), ("@subject", StoredText.Clean(subject)), ("@name", StoredText.Clean(name)),
        ];
        db.Execute(AddSeries, key);
        return db.First(FindSeries, row => row.GetInt64(0), key);
    }

    private static MetricPoint Map(string series, SqliteDataReader row) =>
        new(series, StoredTime.FromMicroseconds(row.GetInt64(0)), row.GetDouble(1));
}
