using System.Collections.Immutable;
using System.Text.Json;
using NasOrleans.Api.Live;

namespace NasOrleans.Api.Power.Live;

/// <summary>What was last heard of a thing, and when by the steady clock.</summary>
internal readonly record struct Held<TSnapshot>(TSnapshot Snapshot, long At);

/// <summary>How a kind of thing is kept: its id, its revision, and what is shown of it.</summary>
internal interface IShelved<in TSnapshot>
{
    static abstract string Id(TSnapshot snapshot);

    static abstract long Revision(TSnapshot snapshot);

    /// <summary>What the feed tells.</summary>
    static abstract object Told(TSnapshot snapshot);

    /// <summary>The same without what moves on by itself; told again only when this changes.</summary>
    static abstract object Lasting(TSnapshot snapshot);
}

/// <summary>The sources or the groups of a tenant as last heard of, and their changes.</summary>
internal sealed class PowerShelf<TSnapshot, TKind>(JsonSerializerOptions json, int buffer, Func<CancellationToken, Task> ready) : IFeed
    where TSnapshot : class
    where TKind : IShelved<TSnapshot>
{
    private readonly Lock _lock = new();
    private readonly FeedLog _log = new(buffer);
    private readonly Dictionary<string, long> _touched = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);
    private volatile Shown _shown = new(ImmutableSortedDictionary.Create<string, Held<TSnapshot>>(StringComparer.Ordinal), default);

    private sealed record Shown(ImmutableSortedDictionary<string, Held<TSnapshot>> Items, FeedPosition Position);

    private sealed record Change(string Id, object? Told);

    public (ImmutableSortedDictionary<string, Held<TSnapshot>> Items, FeedPosition Position) Current => (_shown.Items, _shown.Position);

    public object? Summary => null;

    /// <summary>What a round over all of them heard that was begun at this moment; null for those that are none any more.</summary>
    public void Take(IEnumerable<(string Id, Held<TSnapshot>? Heard)> round, long begun)
    {
        lock (_lock)
        {
            var items = _shown.Items.ToBuilder();
            foreach (var (id, heard) in round)
            {
                // What a handler was answered meanwhile is newer than the round.
                if (_touched.TryGetValue(id, out var at) && at >= begun) continue;
                if (heard is { } held) Set(items, id, held);
                else Drop(items, id);
            }

            Publish(items);
        }
    }

    public void Put(TSnapshot snapshot, long now) => Touch(TKind.Id(snapshot), now, items => Set(items, TKind.Id(snapshot), new(snapshot, now)));

    public void Remove(string id, long now) => Touch(id, now, items => Drop(items, id));

    public async ValueTask<FeedPosition> ReadyAsync(CancellationToken cancellationToken)
    {
        await ready(cancellationToken);
        return _shown.Position;
    }

    public FeedSubscription Follow(FeedPosition? since)
    {
        lock (_lock) return _log.Follow(since, Leave);
    }

    public FeedPosition PositionOf(FeedEntry entry) => _log.PositionOf(entry);

    public FeedMessage Told(FeedEntry entry) => (Change)entry.Change is { Told: { } told } ? new("changed", told) : new("removed", new RemovedFromFeed(((Change)entry.Change).Id));

    private void Touch(string id, long now, Action<ImmutableSortedDictionary<string, Held<TSnapshot>>.Builder> change)
    {
        lock (_lock)
        {
            _touched[id] = now;
            var items = _shown.Items.ToBuilder();
            change(items);
            Publish(items);
        }
    }

    private void Set(ImmutableSortedDictionary<string, Held<TSnapshot>>.Builder items, string id, Held<TSnapshot> held)
    {
        if (items.TryGetValue(id, out var known) && TKind.Revision(known.Snapshot) > TKind.Revision(held.Snapshot)) return;
        items[id] = held;
        var text = JsonSerializer.Serialize(TKind.Lasting(held.Snapshot), json);
        if (_told.TryGetValue(id, out var before) && before == text) return;
        _told[id] = text;
        _log.Add(new Change(id, TKind.Told(held.Snapshot)));
    }

    private void Drop(ImmutableSortedDictionary<string, Held<TSnapshot>>.Builder items, string id)
    {
        if (!items.Remove(id)) return;
        _told.Remove(id);
        _log.Add(new Change(id, null));
    }

    private void Publish(ImmutableSortedDictionary<string, Held<TSnapshot>>.Builder items) => _shown = new(items.ToImmutable(), _log.Position);

    private void Leave(FeedSubscription subscription)
    {
        lock (_lock) _log.Leave(subscription);
    }
}
