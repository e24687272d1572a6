using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace NasOrleans.History.Engines;

/// <summary>The points of one subject that were measured together.</summary>
internal sealed record MeasuredPoints(string Tenant, string Subject, IReadOnlyList<MetricPoint> Points);

/// <summary>Points on their way to the store: many subjects side by side, so that they can share one write to disk.</summary>
internal sealed partial class MetricQueue : WriteBehind<MeasuredPoints>, IMetricLog
{
    public const string DroppedCounter = "nas.history.points.dropped";
    public const int Capacity = 10_000;

    private const int MaxBatch = 64;

    private readonly IMetricStore _store;
    private readonly ILogger _logger;

    public MetricQueue(IMetricStore store, IMeterFactory meters, TimeProvider time, ILogger<MetricQueue> logger)
        : base(Capacity, MaxBatch, meters.Create("NasOrleans").CreateCounter<long>(DroppedCounter, "{point}", "Measured points that could not be kept."), time)
    {
        (_store, _logger) = (store, logger);
        meters.Create("NasOrleans").CreateObservableGauge("nas.history.points.queued", () => Queued, "{batch}", "Batches of measured points that wait to be written.");
    }

    public void Post(string tenant, string subject, IReadOnlyList<MetricPoint> points)
    {
        if (points.Count > 0) Enqueue(new(tenant, subject, points));
    }

    protected override Task<Exception?[]> TryWriteAsync(IReadOnlyList<MeasuredPoints> batch) => Task.WhenAll(batch.Select(TryWriteAsync));

    protected override int SizeOf(MeasuredPoints item) => item.Points.Count;

    private async Task<Exception?> TryWriteAsync(MeasuredPoints measured)
    {
        try
        {
            await _store.AppendAsync(measured.Tenant, measured.Subject, measured.Points, CancellationToken.None);
            return null;
        }
        catch (Exception fault)
        {
            return fault;
        }
    }

    [LoggerMessage(LogEvents.PointsWaiting, LogLevel.Warning, "Measured points cannot be written and wait in the queue: {Reason}")]
    protected override partial void LogWaiting(string reason);

    [LoggerMessage(LogEvents.PointsResumed, LogLevel.Information, "Measured points are written again")]
    protected override partial void LogResumed();

    [LoggerMessage(LogEvents.PointsDropped, LogLevel.Warning, "{Lost} measured points were lost: the queue was full")]
    protected override partial void LogDropped(long lost);

    [LoggerMessage(LogEvents.PointsRefused, LogLevel.Error, "{Lost} measured points were lost: the store refused them")]
    protected override partial void LogRefused(Exception fault, int lost);
}
