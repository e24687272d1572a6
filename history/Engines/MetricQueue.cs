using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NasOrleans.History.Engines;

/// <summary>Takes points without making anyone wait and writes them in the background, many subjects side by side.</summary>
internal sealed partial class MetricQueue : IMetricLog, IHostedLifecycleService, IDisposable
{
    public const string DroppedCounter = "nas.history.points.dropped";
    public const int Capacity = 10_000;

    private const int MaxBatch = 64;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly IMetricStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<Posted> _queue = Channel.CreateBounded<Posted>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Counter<long> _dropped;
    private readonly CancellationTokenSource _stopping = new();
    private Task _writing = Task.CompletedTask;
    private long _unreported;

    public MetricQueue(IMetricStore store, IMeterFactory meters, TimeProvider time, ILogger<MetricQueue> logger)
    {
        (_store, _time, _logger) = (store, time, logger);
        var meter = meters.Create("NasOrleans");
        _dropped = meter.CreateCounter<long>(DroppedCounter, "{point}", "Measured points that could not be kept.");
        meter.CreateObservableGauge("nas.history.points.queued", () => _queue.Reader.Count, "{batch}", "Batches of measured points that wait to be written.");
    }

    public void Post(string tenant, string subject, IReadOnlyList<MetricPoint> points)
    {
        if (points.Count == 0) return;
        if (!_queue.Writer.TryWrite(new(tenant, subject, points))) Drop(points.Count);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = Task.Run(WriteAllAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // All services have stopped by now: what they posted on their way down is in the queue.
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _writing.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    // Side by side, so that many can share one write to disk.
    private async Task WriteAllAsync()
    {
        var batch = new List<Posted>(MaxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var posted)) batch.Add(posted);
            for (var attempt = 1; batch.Count > 0; attempt++) await TryAllAsync(batch, attempt);
        }
    }

    private async Task TryAllAsync(List<Posted> batch, int attempt)
    {
        var lastAttempt = _stopping.IsCancellationRequested;
        var faults = await Task.WhenAll(batch.Select(TryAsync));
        var waiting = batch.Where((_, i) => faults[i] is StorageException && !lastAttempt).ToArray();
        var refused = batch.Where((_, i) => faults[i] is { } fault && (fault is not StorageException || lastAttempt)).Sum(posted => posted.Points.Count);
        if (refused > 0)
        {
            Drop(refused);
            LogRefused(faults.First(fault => fault is not null)!, refused);
        }

        batch.Clear();
        batch.AddRange(waiting);
        if (waiting.Length == 0)
        {
            if (attempt > 1) LogResumed();
            if (Interlocked.Exchange(ref _unreported, 0) is > 0 and var lost) LogDropped(lost);
            return;
        }

        if (attempt == 1) LogWaiting(faults.First(fault => fault is StorageException)!.Message);
        await Task.Delay(RetryAfter, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<Exception?> TryAsync(Posted posted)
    {
        try
        {
            await _store.AppendAsync(posted.Tenant, posted.Subject, posted.Points, CancellationToken.None);
            return null;
        }
        catch (Exception fault)
        {
            return fault;
        }
    }

    private void Drop(int points)
    {
        _dropped.Add(points);
        Interlocked.Add(ref _unreported, points);
    }

    private sealed record Posted(string Tenant, string Subject, IReadOnlyList<MetricPoint> Points);

    [LoggerMessage(LogEvents.PointsWaiting, LogLevel.Warning, "Measured points cannot be written and wait in the queue: {Reason}")]
    private partial void LogWaiting(string reason);

    [LoggerMessage(LogEvents.PointsResumed, LogLevel.Information, "Measured points are written again")]
    private partial void LogResumed();

    [LoggerMessage(LogEvents.PointsDropped, LogLevel.Warning, "{Points} measured points were lost: the queue was full")]
    private partial void LogDropped(long points);

    [LoggerMessage(LogEvents.PointsRefused, LogLevel.Error, "{Points} measured points were lost: the store refused them")]
    private partial void LogRefused(Exception fault, int points);
}
