namespace NasOrleans.History;

/// <summary>One measured value. The same series and moment written again replaces the value.</summary>
public readonly record struct MetricPoint(string Series, DateTimeOffset At, double Value);

/// <summary>The points of one series from a moment (included) to another (excluded), oldest first.</summary>
public sealed record MetricQuery
{
    public required string Tenant { get; init; }

    public required string Subject { get; init; }

    public required string Series { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public int Limit { get; init; } = 10_000;
}

public interface IMetricStore
{
    /// <summary>Returns when the points are on disk.</summary>
    Task AppendAsync(string tenant, string subject, IReadOnlyList<MetricPoint> points, CancellationToken cancellationToken);

    Task<IReadOnlyList<MetricPoint>> ReadAsync(MetricQuery query, CancellationToken cancellationToken);
}

public interface IMetricLog
{
    /// <summary>Hands the points over and returns at once. When the store cannot keep up they are dropped, counted and logged.</summary>
    void Post(string tenant, string subject, IReadOnlyList<MetricPoint> points);
}
