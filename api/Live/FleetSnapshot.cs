using System.Collections.Immutable;
using NasOrleans.Fleet;
using NasOrleans.Systems;

namespace NasOrleans.Api.Live;

/// <summary>All systems at one moment. What is derived from them is worked out once, by the first who asks.</summary>
internal sealed class FleetSnapshot
{
    private readonly ImmutableDictionary<SystemId, SystemSnapshot> _systems;
    private readonly SystemSnapshot[]?[] _sorted = new SystemSnapshot[]?[Enum.GetValues<SystemSort>().Length];
    private FleetSummary? _summary;

    public FleetSnapshot(ImmutableDictionary<SystemId, SystemSnapshot> systems, FeedPosition position) =>
        (_systems, Position) = (systems, position);

    public FeedPosition Position { get; }

    public SystemSnapshot? Find(SystemId id) => _systems.GetValueOrDefault(id);

    public int Count => _systems.Count;

    public FleetSummary Summary => _summary ??= FleetSummary.Of(_systems.Values);

    // Two callers at once may both sort; they come to the same, and the next one finds it done.
    public ReadOnlySpan<SystemSnapshot> Sorted(SystemSort sort) => _sorted[(int)sort] ??= Sort(SystemOrder.By(sort));

    private SystemSnapshot[] Sort(IComparer<SystemSnapshot> order)
    {
        var systems = _systems.Values.ToArray();
        Array.Sort(systems, order);
        return systems;
    }
}
