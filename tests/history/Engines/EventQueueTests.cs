using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NasOrleans.History;
using NasOrleans.History.Engines;

namespace NasOrleans.Tests.History.Engines;

public sealed class EventQueueTests : IDisposable
{
    private const int Capacity = 10;

    private readonly ManualTimeProvider _time = new();
    private readonly Store _store = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly EventQueue _queue;
    private long _dropped;

    public EventQueueTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == EventQueue.DroppedCounter && instrument.Meter.Scope == meters) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, measured, _, _) => Interlocked.Add(ref _dropped, measured));
        _listener.Start();
        _queue = new EventQueue(_store, Capacity, meters, _time, NullLogger<EventQueue>.Instance);
    }

    [Fact]
    public async Task Post_QueueFull_DropsAndCountsWithoutWaiting()
    {
        // Nothing is written before the start.
        Post(0, Capacity + 3);

        Assert.Equal(3, _dropped);
        await _queue.StartAsync(default);
        await _queue.StoppedAsync(default);
        Assert.Equal(Numbers(0, Capacity), _store.Written);
    }

    [Fact]
    public async Task Write_StoreFailsForAWhile_KeepsTheOrderAndLosesNone()
    {
        _store.Failure = new StorageException(StorageFault.Unavailable, "away");
        await _queue.StartAsync(default);
        Post(0, 3);
        await Eventually.IsTrue(() => _time.Armed == 1, "the queue waits to try again");
        Post(3, 2);
        _store.Failure = null;

        _time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.IsTrue(() => _store.Written.Count == 5, "all are written");
        Assert.Equal(Numbers(0, 5), _store.Written);
        Assert.Equal(0, _dropped);
        await _queue.StoppedAsync(default);
    }

    [Fact]
    public async Task Write_StoreRefusesTheEvents_DropsTheseAndGoesOn()
    {
        _store.Failure = new InvalidOperationException("never");
        await _queue.StartAsync(default);
        Post(0, 1);
        await Eventually.IsTrue(() => Interlocked.Read(ref _dropped) == 1, "the refused event is counted");
        _store.Failure = null;

        Post(1, 1);

        await _queue.StoppedAsync(default);
        Assert.Equal(Numbers(1, 1), _store.Written);
    }

    [Fact]
    public async Task Stop_StoreStillFails_TriesOnceMoreAndCountsWhatIsLost()
    {
        _store.Failure = new StorageException(StorageFault.Unavailable, "away");
        await _queue.StartAsync(default);
        Post(0, 3);
        await Eventually.IsTrue(() => _time.Armed == 1, "the queue waits to try again");
        var tries = _store.Tries;

        await _queue.StoppedAsync(default);

        Assert.Equal((3L, tries + 1), (_dropped, _store.Tries));
    }

    [Fact]
    public async Task Post_AfterTheStop_IsCounted()
    {
        await _queue.StartAsync(default);
        await _queue.StoppedAsync(default);

        Post(0, 1);

        Assert.Equal(1, _dropped);
    }

    public void Dispose()
    {
        _queue.Dispose();
        _listener.Dispose();
        _services.Dispose();
    }

    private static IEnumerable<string> Numbers(int from, int count) => Enumerable.Range(from, count).Select(i => $"{i}");

    private void Post(int from, int count)
    {
        foreach (var text in Numbers(from, count))
            _queue.Post(new HistoryEvent { At = _time.GetUtcNow(), Tenant = "main", Subject = "system:a", Kind = "kind", Text = text });
    }

    private sealed class Store : IEventStore
    {
        private readonly List<string> _written = [];

        public Exception? Failure { get; set; }

        public int Tries { get; private set; }

        public IReadOnlyList<string> Written
        {
            get { lock (_written) return [.. _written]; }
        }

        public Task AppendAsync(IReadOnlyList<HistoryEvent> events, CancellationToken cancellationToken)
        {
            Tries++;
            if (Failure is { } failure) throw failure;
            lock (_written) _written.AddRange(events.Select(happened => happened.Text));
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<HistoryEvent>> ReadAsync(EventQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
