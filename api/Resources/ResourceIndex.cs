using System.Runtime.CompilerServices;
using NasOrleans.Api.Live;
using NasOrleans.Systems;

namespace NasOrleans.Api.Resources;

/// <summary>The resources of a fleet. Those of a system are worked out once per state of it, so that a fleet that changes costs only what changed.</summary>
internal sealed class ResourceIndex
{
    private readonly ConditionalWeakTable<SystemSnapshot, Resource[]> _known = [];

    public IEnumerable<Resource> All(FleetSnapshot fleet) => fleet.Sorted(SystemSort.Name).ToArray().SelectMany(Of);

    public Resource? Find(FleetSnapshot fleet, string id) =>
        ResourceRules.SystemOf(id) is { } systemId && fleet.Find(systemId) is { } system ? Array.Find(Of(system), resource => resource.Id == id) : null;

    public Resource[] Of(SystemSnapshot system) => _known.GetValue(system, ResourceRules.Of);
}
