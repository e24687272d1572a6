namespace NasOrleans.Api.Live;

/// <summary>The latest changes in their order, and who follows them. Not safe for threads; whoever owns it is.</summary>
internal sealed class FeedLog(int buffer)
{
    private const int EntriesKept = 4096;

    private readonly string _epoch = Guid.NewGuid().ToString("N")[..12];
    private readonly Queue<FeedEntry> _recent = new();
    private readonly List<FeedSubscription> _subscriptions = [];
    private long _version;

    public FeedPosition Position => new(_epoch, _version);

    public FeedPosition PositionOf(FeedEntry entry) => new(_epoch, entry.Version);

    public void Add(object change)
    {
        var entry = new FeedEntry(++_version, change);
        _recent.Enqueue(entry);
        if (_recent.Count > EntriesKept) _recent.Dequeue();
        foreach (var subscription in _subscriptions) subscription.Post(entry);
    }

    public FeedSubscription Follow(FeedPosition? since, Action<FeedSubscription> leave)
    {
        var known = since is not { } place || (place.Epoch == _epoch && place.Version <= _version && place.Version >= _version - _recent.Count);
        var start = known && since is { } resumed ? resumed : Position;
        var subscription = new FeedSubscription(buffer, leave) { Start = start, MustReset = !known };
        foreach (var entry in _recent.Where(entry => entry.Version > start.Version)) subscription.Post(entry);
        _subscriptions.Add(subscription);
        return subscription;
    }

    public void Leave(FeedSubscription subscription) => _subscriptions.Remove(subscription);
}
