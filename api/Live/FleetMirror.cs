using System.Collections.Immutable;
using NasOrleans.Fleet;
using NasOrleans.Systems;

namespace NasOrleans.Api.Live;

/// <summary>
/// The systems as one process knows them: what it pulled, and what its own handlers were answered, whichever is newer by
/// revision. Not safe for threads; its view is.
/// </summary>
internal sealed class FleetMirror(TimeProvider time)
{
    // A change made here reaches the fleet's shards by a one-way report: for so long the pull may not know of it yet.
    private static readonly TimeSpan ReportGrace = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RemovalMemory = TimeSpan.FromMinutes(10);

    private readonly Dictionary<SystemId, long> _own = [];
    private readonly Dictionary<SystemId, (long Revision, long At)> _gone = [];

    public ImmutableDictionary<SystemId, SystemSnapshot> Systems { get; private set; } = ImmutableDictionary<SystemId, SystemSnapshot>.Empty;

    /// <summary>Where the next pull goes on.</summary>
    public FleetCursor Cursor { get; private set; }

    public List<FleetChange> Apply(FleetChanges pulled)
    {
        Forget();
        var changes = new List<FleetChange>();
        var systems = Systems.ToBuilder();
        foreach (var system in pulled.Systems)
            if (IsNews(system)) Set(system);
        foreach (var removal in pulled.Removed)
            if (systems.TryGetValue(removal.Id, out var known) && known.Revision <= removal.Revision) Drop(removal);

        var missed = pulled.Full ? Systems.Values.ExceptBy(pulled.Systems.Select(system => system.Id), system => system.Id).ToArray() : [];
        foreach (var system in missed.Where(system => !_own.ContainsKey(system.Id))) Drop(new(system.Id, system.Revision));

        Systems = systems.ToImmutable();
        // What was kept against a full answer must be looked at again: it may be gone after all.
        Cursor = missed.Any(system => _own.ContainsKey(system.Id)) ? FleetCursor.Start : pulled.Cursor;
        return changes;

        void Set(SystemSnapshot system)
        {
            systems[system.Id] = system;
            changes.Add(new(system.Id, system));
        }

        void Drop(FleetRemoval removal)
        {
            systems.Remove(removal.Id);
            Bury(removal);
            changes.Add(new(removal.Id, null));
        }
    }

    /// <summary>What a handler of this process was answered about a system.</summary>
    public FleetChange? Put(SystemSnapshot system)
    {
        _own[system.Id] = time.GetTimestamp();
        if (!IsNews(system)) return null;
        Systems = Systems.SetItem(system.Id, system);
        return new(system.Id, system);
    }

    public FleetChange? Remove(FleetRemoval removal)
    {
        Bury(removal);
        _own.Remove(removal.Id);
        if (!Systems.TryGetValue(removal.Id, out var known) || known.Revision > removal.Revision) return null;
        Systems = Systems.Remove(removal.Id);
        return new(removal.Id, null);
    }

    private bool IsNews(SystemSnapshot system) =>
        !(Systems.TryGetValue(system.Id, out var known) && known.Revision >= system.Revision)
        && !(_gone.TryGetValue(system.Id, out var removal) && removal.Revision >= system.Revision);

    private void Bury(FleetRemoval removal) => _gone[removal.Id] = (removal.Revision, time.GetTimestamp());

    private void Forget()
    {
        foreach (var (id, at) in _own)
            if (time.GetElapsedTime(at) >= ReportGrace) _own.Remove(id);
        foreach (var (id, removal) in _gone)
            if (time.GetElapsedTime(removal.At) >= RemovalMemory) _gone.Remove(id);
    }
}
