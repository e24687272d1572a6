using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace NasOrleans.History.Engines;

/// <summary>Events on their way to the store: one write for many, all or none.</summary>
internal sealed partial class EventQueue : WriteBehind<HistoryEvent>, IEventLog
{
    public const string DroppedCounter = "nas.history.events.dropped";

    private const int MaxBatch = 500;

    private readonly IEventStore _store;
    private readonly ILogger _logger;

    public EventQueue(IEventStore store, int capacity, IMeterFactory meters, TimeProvider time, ILogger<EventQueue> logger)
        : base(capacity, MaxBatch, meters.Create("NasOrleans").CreateCounter<long>(DroppedCounter, "{event}", "Events that could not be kept."), time)
    {
        (_store, _logger) = (store, logger);
        meters.Create("NasOrleans").CreateObservableGauge("nas.history.events.queued", () => Queued, "{event}", "Events that wait to be written.");
    }

    public void Post(HistoryEvent happened) => Enqueue(happened);

    public Task<IReadOnlyList<HistoryEvent>> ReadAsync(EventQuery query, CancellationToken cancellationToken) =>
        _store.ReadAsync(query, cancellationToken);

    protected override async Task<Exception?[]> TryWriteAsync(IReadOnlyList<HistoryEvent> batch)
    {
        var faults = new Exception?[batch.Count];
        try
        {
            await _store.AppendAsync(batch, CancellationToken.None);
        }
        catch (Exception fault)
        {
            Array.Fill(faults, fault);
        }
        return faults;
    }

    protected override int SizeOf(HistoryEvent item) => 1;

    [LoggerMessage(LogEvents.EventsWaiting, LogLevel.Warning, "Events cannot be written and wait in the queue: {Reason}")]
    protected override partial void LogWaiting(string reason);

    [LoggerMessage(LogEvents.EventsResumed, LogLevel.Information, "Events are written again")]
    protected override partial void LogResumed();

    [LoggerMessage(LogEvents.EventsDropped, LogLevel.Warning, "{Lost} events were lost: the queue was full")]
    protected override partial void LogDropped(long lost);

    [LoggerMessage(LogEvents.EventsRefused, LogLevel.Error, "{Lost} events were lost: the store refused them")]
    protected override partial void LogRefused(Exception fault, int lost);
}
