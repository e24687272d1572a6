using Microsoft.Extensions.Options;
using NasOrleans.Api.Systems;
using NasOrleans.Fleet;
using NasOrleans.Systems;
using Orleans;

namespace NasOrleans.Api.Live;

/// <summary>One tenant's fleet, ready to be read: requests never call a device grain for a list.</summary>
internal sealed class FleetView(TenantId tenant, IGrainFactory grains, IOptions<ApiOptions> options, TimeProvider time) : IFeed, IDisposable
{
    private static readonly TimeSpan PullLimit = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _pulling = new(1);
    private readonly FleetMirror _mirror = new(time);
    private readonly FeedLog _log = new(options.Value.FeedBuffer);
    private volatile FleetSnapshot? _current;
    private long _asOf;

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

    public FeedSubscription Follow(FeedPosition? since)
    {
        lock (_lock) return _log.Follow(since, Leave);
    }

    public FeedPosition PositionOf(FeedEntry entry) => _log.PositionOf(entry);

    public async ValueTask<FeedPosition> ReadyAsync(CancellationToken cancellationToken) => (await GetAsync(cancellationToken)).Position;

    public FeedMessage Told(FeedEntry entry) => (FleetChange)entry.Change is { System: { } system }
        ? new("changed", SystemView.Of(system))
        : new("removed", new RemovedFromFeed(((FleetChange)entry.Change).Id.Value));

    public object? Summary => _current?.Summary;

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
        foreach (var change in changes) _log.Add(change);
        if (_current is null || changes.Count > 0) _current = new(_mirror.Systems, _log.Position);
    }

    private void Leave(FeedSubscription subscription)
    {
        lock (_lock) _log.Leave(subscription);
    }
}
