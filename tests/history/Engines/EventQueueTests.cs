using Microsoft.Extensions.Logging.Abstractions;
using NasOrleans.History;
using NasOrleans.History.Engines;

namespace NasOrleans.Tests.History.Engines;

public sealed class EventQueueTests : IDisposable
{
    private const int Capacity = 10;

    private readonly DroppedCount _dropped = new(EventQueue.DroppedCounter);
    private readonly Store _store = new();
    private readonly EventQueue _queue;

    public EventQueueTests() => _queue = new EventQueue(_store, Capacity, _dropped.Meters, new ManualTimeProvider(), NullLogger<EventQueue>.Instance);

    [Fact]
    public async Task Write_SeveralEvents_IsOneWriteInTheirOrder()
    {
        Post(Capacity + 3);

        await _queue.StartAsync(default);
        await _queue.StoppedAsync(default);

        Assert.Equal(Enumerable.Range(0, Capacity).Select(i => $"{i}"), Assert.Single(_store.Written));
        Assert.Equal(3, _dropped.Total);
    }

    [Fact]
    public async Task Write_StoreRefusesTheEvents_DropsTheseAndGoesOn()
    {
        _store.Failure = new InvalidOperationException("never");
        await _queue.StartAsync(default);
        Post(1);
        await Eventually.IsTrue(() => _dropped.Total == 1, "the refused event is counted");
        _store.Failure = null;

        Post(1);

        await _queue.StoppedAsync(default);
        Assert.Single(_store.Written);
    }

    public void Dispose()
    {
        _queue.Dispose();
        _dropped.Dispose();
    }

    private void Post(int count)
    {
        for (var i = 0; i < count; i++)
            _queue.Post(new HistoryEvent { At = DateTimeOffset.UnixEpoch, Tenant = "main", Subject = "system:a", Kind = "kind", Text = $"{i}" });
    }

    private sealed class Store : IEventStore
    {
        public Exception? Failure { get; set; }

        /// <summary>Read only when the queue has stopped.</summary>
        public List<string[]> Written { get; } = [];

        public Task AppendAsync(IReadOnlyList<HistoryEvent> events, CancellationToken cancellationToken)
        {
            if (Failure is { } failure) throw failure;
            Written.Add([.. events.Select(happened => happened.Text)]);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<HistoryEvent>> ReadAsync(EventQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
