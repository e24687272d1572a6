using System.Collections.Immutable;
using NasOrleans.Systems;

namespace NasOrleans.Fleet;

/// <summary>
/// The latest word of each system, with a version for each change, so that a reader asks only for what is new to it.
/// A removal is remembered for a while; who has been away for longer is told everything.
/// </summary>
internal sealed class FleetLedger(Guid epoch)
{
    private const int RemovalsKept = 1024;

    private readonly Dictionary<SystemId, (long Version, SystemSnapshot System)> _systems = [];
    private readonly Dictionary<SystemId, (long Version, long Revision)> _removed = [];
    private long _version;
    private long _forgottenUpTo;

    public IEnumerable<SystemSnapshot> Systems => _systems.Values.Select(entry => entry.System);

    public bool Holds(SystemId id) => _systems.ContainsKey(id);

    public bool Put(SystemSnapshot system)
    {
        if (_systems.TryGetValue(system.Id, out var known) && known.System.Revision >= system.Revision) return false;
        if (_removed.TryGetValue(system.Id, out var removal) && removal.Revision >= system.Revision) return false;
        _removed.Remove(system.Id);
        _systems[system.Id] = (++_version, system);
        return true;
    }

    public bool Remove(FleetRemoval gone)
    {
        var (id, revision) = gone;
        if (_systems.TryGetValue(id, out var known) && known.System.Revision > revision) return false;
        if (_removed.TryGetValue(id, out var removal) && removal.Revision >= revision) return false;
        _systems.Remove(id);
        _removed[id] = (++_version, revision);
        if (_removed.Count > RemovalsKept) ForgetOldestRemovals();
        return true;
    }

    public FleetChanges Since(FleetCursor cursor)
    {
        var now = new FleetCursor(epoch, _version);
        if (cursor == now) return new() { Cursor = now };
        if (cursor.Epoch != epoch || cursor.Version < _forgottenUpTo)
            return new() { Cursor = now, Full = true, Systems = [.. _systems.Values.Select(entry => entry.System)] };
        return new()
        {
            Cursor = now,
            Systems = [.. _systems.Values.Where(entry => entry.Version > cursor.Version).Select(entry => entry.System)],
            Removed = [.. _removed.Where(entry => entry.Value.Version > cursor.Version).Select(entry => new FleetRemoval(entry.Key, entry.Value.Revision))],
        };
    }

    private void ForgetOldestRemovals()
    {
        foreach (var (id, removal) in _removed.OrderBy(entry => entry.Value.Version).Take(RemovalsKept / 2).ToArray())
        {
            _removed.Remove(id);
            _forgottenUpTo = removal.Version;
        }
    }
}
