using Microsoft.Extensions.Options;
using NasOrleans.Fleet;
using NasOrleans.Systems;
using Orleans;

namespace NasOrleans.Api.Live;

/// <summary>One tenant's fleet, ready to be read: requests never call a device grain for a list.</summary>
internal sealed class FleetView(TenantId tenant, IGrainFactory grains, IOptions<ApiOptions> options, TimeProvider time) : IDisposable
{
    private const int EntriesKept = 4096;

    private static readonly TimeSpan PullLimit = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _pulling = new(1);
    private readonly string _epoch = Guid.NewGuid().ToString("N")[..12];
    private readonly FleetMirror _mirror = new(time);
    private readonly Queue<FeedEntry> _recent = new();
    private readonly List<FeedSubscription> _subscriptions = [];
    private volatile FleetSnapshot? _current;
    private long _asOf;
    private long _version;

    /// <summary>When the fleet was last asked. Old while the grains do not answer.</summary>
    public DateTimeOffset AsOf => new(Volatile.Read(ref _asOf), TimeSpan.Zero);

    public async ValueTask<FleetSnapshot> GetAsync(CancellationToken cancellationToken)
    {
        if (_current is null) await PullAsync(cancellationToken);
        return _current!;
    }

    public async Task PullAsync(CancellationToken cancellationToken)
    {
        await _pulling.WaitAsync(cancellationToken);
        try
        {
            var asked = time.GetUtcNow();
            var changes = await grains.Fleet(tenant).GetChanges(_mirror.Cursor, options.Value.ViewInterval / 2).WaitAsync(PullLimit, time, cancellationToken);
            lock (_lock)
            {
                Publish(_mirror.Apply(changes));
                Volatile.Write(ref _asOf, asked.Ticks);
            }
        }
        finally
        {
            _pulling.Release();
        }
    }

    /// <summary>Takes in what a handler was just answered, so that the next list shows it.</summary>
    public void Put(SystemSnapshot system) => Fold(() => _mirror.Put(system));

    public void Remove(SystemSnapshot last) => Fold(() => _mirror.Remove(new FleetRemoval(last.Id, last.Revision)));

    /// <summary>Follows from now on, or from an earlier place as long as it is remembered.</summary>
    public FeedSubscription Follow(FeedPosition? since)
    {
        lock (_lock)
        {
            var known = since is not { } place || (place.Epoch == _epoch && place.Version <= _version && place.Version >= _version - _recent.Count);
            var start = known && since is { } resumed ? resumed : new(_epoch, _version);
            var subscription = new FeedSubscription(options.Value.FeedBuffer, Leave) { Start = start, MustReset = !known };
            foreach (var entry in _recent.Where(entry => entry.Version > start.Version)) subscription.Post(entry);
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    public FeedPosition PositionOf(FeedEntry entry) => new(_epoch, entry.Version);

    public void Dispose() => _pulling.Dispose();

    // Before the first pull a fold would show a fleet of one.
    private void Fold(Func<FleetChange?> change)
    {
        lock (_lock)
        {
            var folded = change();
            if (_current is not null && folded is { } one) Publish([one]);
        }
    }

    private void Publish(List<FleetChange> changes)
    {
        foreach (var change in changes)
        {
            var entry = new FeedEntry(++_version, change);
            _recent.Enqueue(entry);
            if (_recent.Count > EntriesKept) _recent.Dequeue();
            foreach (var subscription in _subscriptions) subscription.Post(entry);
        }

        if (_current is null || changes.Count > 0) _current = new(_mirror.Systems, new(_epoch, _version));
    }

    private void Leave(FeedSubscription subscription)
    {
        lock (_lock) _subscriptions.Remove(subscription);
    }
}
