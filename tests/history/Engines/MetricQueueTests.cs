using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NasOrleans.History;
using NasOrleans.History.Engines;

namespace NasOrleans.Tests.History.Engines;

public sealed class MetricQueueTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly Store _store = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly MetricQueue _queue;
    private long _dropped;

    public MetricQueueTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == MetricQueue.DroppedCounter && instrument.Meter.Scope == meters) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, measured, _, _) => Interlocked.Add(ref _dropped, measured));
        _listener.Start();
        _queue = new MetricQueue(_store, meters, _time, NullLogger<MetricQueue>.Instance);
    }

    [Fact]
    public async Task Post_QueueFull_DropsAndCountsThePointsWithoutWaiting()
    {
        for (var i = 0; i < MetricQueue.Capacity + 3; i++) Post(i);

        Assert.Equal(6, _dropped);
        await _queue.StartAsync(default);
        await _queue.StoppedAsync(default);
        Assert.Equal(MetricQueue.Capacity, _store.Written.Count);
    }

    [Fact]
    public async Task Write_StoreFailsForAWhile_LosesNone()
    {
        _store.Failure = new StorageException(StorageFault.Unavailable, "away");
        await _queue.StartAsync(default);
        Post(1);
        Post(2);
        await Eventually.IsTrue(() => _time.Armed == 1, "the queue waits to try again");
        _store.Failure = null;

        _time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.IsTrue(() => _store.Written.Count == 2, "all are written");
        Assert.Equal(0, _dropped);
        await _queue.StoppedAsync(default);
    }

    [Fact]
    public async Task Write_StoreRefusesOneSubject_DropsItAloneAndCountsItsPoints()
    {
        _store.Refused = "drive:1";
        Post(0);
        Post(1);
        Post(2);

        await _queue.StartAsync(default);
        await _queue.StoppedAsync(default);

        Assert.Equal(["drive:0", "drive:2"], _store.Written.Order(StringComparer.Ordinal));
        Assert.Equal(2, _dropped);
    }

    public void Dispose()
    {
        _queue.Dispose();
        _listener.Dispose();
        _services.Dispose();
    }

    private void Post(int number) => _queue.Post("main", $"drive:{number}", [new("a", _time.GetUtcNow(), number), new("b", _time.GetUtcNow(), number)]);

    private sealed class Store : IMetricStore
    {
        private readonly List<string> _written = [];

        public Exception? Failure { get; set; }

        public string? Refused { get; set; }

        public IReadOnlyList<string> Written
        {
            get { lock (_written) return [.. _written]; }
        }

        public Task AppendAsync(string tenant, string subject, IReadOnlyList<MetricPoint> points, CancellationToken cancellationToken)
        {
            if (Failure is { } failure) throw failure;
            if (subject == Refused) throw new ArgumentException("never", nameof(subject));
            lock (_written) _written.Add(subject);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<MetricPoint>> ReadAsync(MetricQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
