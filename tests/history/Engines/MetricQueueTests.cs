using Microsoft.Extensions.Logging.Abstractions;
using NasOrleans.History;
using NasOrleans.History.Engines;

namespace NasOrleans.Tests.History.Engines;

public sealed class MetricQueueTests : IDisposable
{
    private readonly DroppedCount _dropped = new(MetricQueue.DroppedCounter);
    private readonly ManualTimeProvider _time = new();
    private readonly Store _store = new();
    private readonly MetricQueue _queue;

    public MetricQueueTests() => _queue = new MetricQueue(_store, _dropped.Meters, _time, NullLogger<MetricQueue>.Instance);

    [Fact]
    public async Task Post_QueueFull_CountsThePointsAndNotTheBatches()
    {
        for (var i = 0; i < MetricQueue.Capacity + 3; i++) Post(i);

        Assert.Equal(6, _dropped.Total);
        await _queue.StartAsync(default);
        await _queue.StoppedAsync(default);
        Assert.Equal(MetricQueue.Capacity, _store.Written.Count);
    }

    [Fact]
    public async Task Write_StoreRefusesOneSubject_DropsItAloneAndCountsItsPoints()
    {
        _store.Refused = "drive:1";
        Post(0);
        Post(1);
        Post(2);
        _queue.Post("main", "drive:3", []);

        await _queue.StartAsync(default);
        await _queue.StoppedAsync(default);

        Assert.Equal(["drive:0", "drive:2"], _store.Written.Order(StringComparer.Ordinal));
        Assert.Equal(2, _dropped.Total);
    }

    [Fact]
    public async Task Write_StoreIsAwayForOneSubject_TriesThatOneAloneAgain()
    {
        _store.Away = "drive:1";
        Post(0);
        Post(1);
        await _queue.StartAsync(default);
        await Eventually.IsTrue(() => _time.Armed == 1, "the queue waits to try again");
        _store.Away = null;

        _time.Advance(TimeSpan.FromSeconds(1));

        await _queue.StoppedAsync(default);
        Assert.Equal(["drive:0", "drive:1"], _store.Written);
        Assert.Equal(0, _dropped.Total);
    }

    public void Dispose()
    {
        _queue.Dispose();
        _dropped.Dispose();
    }

    private void Post(int number) => _queue.Post("main", $"drive:{number}", [new("a", _time.GetUtcNow(), number), new("b", _time.GetUtcNow(), number)]);

    private sealed class Store : IMetricStore
    {
        private readonly List<string> _written = [];

        public string? Away { get; set; }

        public string? Refused { get; set; }

        public IReadOnlyList<string> Written
        {
            get { lock (_written) return [.. _written]; }
        }

        public Task AppendAsync(string tenant, string subject, IReadOnlyList<MetricPoint> points, CancellationToken cancellationToken)
        {
            if (subject == Away) throw new StorageException(StorageFault.Unavailable, "away");
            if (subject == Refused) throw new ArgumentException("never", nameof(subject));
            lock (_written) _written.Add(subject);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<MetricPoint>> ReadAsync(MetricQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
