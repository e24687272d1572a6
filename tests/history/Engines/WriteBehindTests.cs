using System.Diagnostics.Metrics;
using NasOrleans.History;
using NasOrleans.History.Engines;

namespace NasOrleans.Tests.History.Engines;

public sealed class WriteBehindTests : IDisposable
{
    private const int Capacity = 10;

    private readonly ManualTimeProvider _time = new();
    private readonly DroppedCount _dropped = new("dropped");
    private readonly Numbers _queue;

    public WriteBehindTests() => _queue = new Numbers(Capacity, _dropped.Meters.Create("test").CreateCounter<long>("dropped"), _time);

    [Fact]
    public async Task Post_QueueFull_DropsAndCountsWithoutWaiting()
    {
        // Nothing is written before the start.
        Post(0, Capacity + 3);

        Assert.Equal(3, _dropped.Total);
        await _queue.StartAsync(default);
        await _queue.StoppedAsync(default);
        Assert.Equal(Enumerable.Range(0, Capacity), _queue.Written);
        Assert.Equal(["3 dropped"], _queue.Said);
    }

    [Fact]
    public async Task Write_StoreFailsForAWhile_KeepsTheOrderAndLosesNone()
    {
        _queue.Failure = new StorageException(StorageFault.Unavailable, "away");
        await _queue.StartAsync(default);
        Post(0, 3);
        await FailsAsync();
        Post(3, 2);
        _queue.Failure = null;

        _time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.IsTrue(() => _queue.Written.Count == 5, "all are written");
        await _queue.StoppedAsync(default);
        Assert.Equal(Enumerable.Range(0, 5), _queue.Written);
        Assert.Equal(0, _dropped.Total);
        Assert.Equal(["waiting", "resumed"], _queue.Said);
    }

    [Fact]
    public async Task Write_OneIsRefused_DropsItAloneAndGoesOn()
    {
        _queue.Refused = 1;
        Post(0, 3);

        await _queue.StartAsync(default);
        await _queue.StoppedAsync(default);

        Assert.Equal([0, 2], _queue.Written);
        Assert.Equal(1, _dropped.Total);
        Assert.Equal("1 refused", _queue.Said[0]);
    }

    [Fact]
    public async Task Write_OneIsRefusedWhileTheOthersWait_IsDroppedAloneAndNotTriedAgain()
    {
        _queue.Refused = 1;
        _queue.Failure = new StorageException(StorageFault.Unavailable, "away");
        Post(0, 3);
        await _queue.StartAsync(default);
        await FailsAsync();
        (_queue.Failure, _queue.Refused) = (null, null);

        _time.Advance(TimeSpan.FromSeconds(1));

        await _queue.StoppedAsync(default);
        Assert.Equal([0, 2], _queue.Written);
        Assert.Equal(1, _dropped.Total);
    }

    [Fact]
    public async Task Stop_StoreStillFails_TriesOnceMoreAndCountsWhatIsLost()
    {
        _queue.Failure = new StorageException(StorageFault.Unavailable, "away");
        // One batch, since all are there before the start.
        Post(0, 3);
        await _queue.StartAsync(default);
        await FailsAsync();
        var tries = _queue.Tries;

        await _queue.StoppedAsync(default);

        Assert.Equal((3L, tries + 1), (_dropped.Total, _queue.Tries));
        Assert.DoesNotContain("resumed", _queue.Said);
    }

    [Fact]
    public async Task Post_AfterTheStop_IsCounted()
    {
        await _queue.StartAsync(default);
        await _queue.StoppedAsync(default);

        Post(0, 1);

        Assert.Equal(1, _dropped.Total);
    }

    public void Dispose()
    {
        _queue.Dispose();
        _dropped.Dispose();
    }

    private void Post(int from, int count)
    {
        foreach (var number in Enumerable.Range(from, count)) _queue.Post(number);
    }

    private Task FailsAsync() => Eventually.IsTrue(() => _time.Armed == 1, "the queue waits to try again");

    private sealed class Numbers(int capacity, Counter<long> dropped, TimeProvider time) : WriteBehind<int>(capacity, maxBatch: 500, dropped, time)
    {
        private readonly List<int> _written = [];
        private readonly List<string> _said = [];

        public Exception? Failure { get; set; }

        public int? Refused { get; set; }

        public int Tries { get; private set; }

        public IReadOnlyList<int> Written
        {
            get { lock (_written) return [.. _written]; }
        }

        public IReadOnlyList<string> Said
        {
            get { lock (_said) return [.. _said]; }
        }

        public void Post(int number) => Enqueue(number);

        protected override Task<Exception?[]> TryWriteAsync(IReadOnlyList<int> batch)
        {
            Tries++;
            var faults = batch.Select(number => number == Refused ? new InvalidOperationException("never") : Failure).ToArray();
            lock (_written) _written.AddRange(batch.Where((_, i) => faults[i] is null));
            return Task.FromResult(faults);
        }

        protected override int SizeOf(int item) => 1;

        protected override void LogWaiting(string reason) => Say("waiting");

        protected override void LogResumed() => Say("resumed");

        protected override void LogDropped(long lost) => Say($"{lost} dropped");

        protected override void LogRefused(Exception fault, int lost) => Say($"{lost} refused");

        private void Say(string what)
        {
            lock (_said) _said.Add(what);
        }
    }
}
