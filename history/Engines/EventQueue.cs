using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NasOrleans.History.Engines;

/// <summary>Takes events without making anyone wait and writes them in the background, many at a time.</summary>
internal sealed partial class EventQueue : IEventLog, IHostedLifecycleService, IDisposable
{
    public const string DroppedCounter = "nas.history.events.dropped";

    private const int MaxBatch = 500;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly IEventStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<HistoryEvent> _queue;
    private readonly Counter<long> _dropped;
    private readonly CancellationTokenSource _stopping = new();
    private Task _writing = Task.CompletedTask;
    private long _unreported;

    public EventQueue(IEventStore store, int capacity, IMeterFactory meters, TimeProvider time, ILogger<EventQueue> logger)
    {
        _store = store;
        _time = time;
        _logger = logger;
        _queue = Channel.CreateBounded<HistoryEvent>(new BoundedChannelOptions(capacity) { SingleReader = true });
        var meter = meters.Create("NasOrleans");
        _dropped = meter.CreateCounter<long>(DroppedCounter, "{event}", "Events that could not be kept.");
        meter.CreateObservableGauge("nas.history.events.queued", () => _queue.Reader.Count, "{event}", "Events that wait to be written.");
    }

    public void Post(HistoryEvent happened)
    {
        if (!_queue.Writer.TryWrite(happened)) Drop(1);
    }

    public Task<IReadOnlyList<HistoryEvent>> ReadAsync(EventQuery query, CancellationToken cancellationToken) =>
        _store.ReadAsync(query, cancellationToken);

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

    private async Task WriteAllAsync()
    {
        var batch = new List<HistoryEvent>(MaxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var happened)) batch.Add(happened);
            await WriteAsync(batch);
            batch.Clear();
        }
    }

    private async Task WriteAsync(List<HistoryEvent> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            var lastAttempt = _stopping.IsCancellationRequested;
            try
            {
                await _store.AppendAsync(batch, CancellationToken.None);
                if (attempt > 1) LogResumed();
                if (Interlocked.Exchange(ref _unreported, 0) is > 0 and var lost) LogDropped(lost);
                return;
            }
            catch (StorageException fault) when (!lastAttempt)
            {
                if (attempt == 1) LogWaiting(fault.Message);
                await Task.Delay(RetryAfter, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception fault)
            {
                Drop(batch.Count);
                LogRefused(fault, batch.Count);
                return;
            }
        }
    }

    private void Drop(int events)
    {
        _dropped.Add(events);
        Interlocked.Add(ref _unreported, events);
    }

    [LoggerMessage(LogEvents.EventsWaiting, LogLevel.Warning, "Events cannot be written and wait in the queue: {Reason}")]
    private partial void LogWaiting(string reason);

    [LoggerMessage(LogEvents.EventsResumed, LogLevel.Information, "Events are written again")]
    private partial void LogResumed();

    [LoggerMessage(LogEvents.EventsDropped, LogLevel.Warning, "{Events} events were lost: the queue was full")]
    private partial void LogDropped(long events);

    [LoggerMessage(LogEvents.EventsRefused, LogLevel.Error, "{Events} events were lost: the store refused them")]
    private partial void LogRefused(Exception fault, int events);
}
