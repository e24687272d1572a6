using NasOrleans.Api.Live;
using NasOrleans.Systems;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Api.Connections;

/// <summary>
/// All connections, without exception: whoever deletes what is listed here must have stopped every poll. The fleet's view learns of
/// a system when that reports, so after a start, or without a fleet that is awake, the rosters tell who is still missing.
/// </summary>
internal sealed class ConnectionDirectory(IGrainFactory grains, FleetViews views)
{
    private const int AskedAtOnce = 64;

    public async Task<IReadOnlyList<SystemSnapshot>> ListAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var fleet = await views.Of(tenant).GetAsync(cancellationToken);
        var known = fleet.Sorted(SystemSort.Name).ToArray();
        var rosters = await Task.WhenAll(Enumerable.Range(0, GrainKeys.Rosters).Select(roster => grains.Roster(roster).GetMembers()));
        var unknown = rosters.SelectMany(members => members).Select(member => SystemOf(member, tenant)).OfType<SystemId>().Where(id => fleet.Find(id) is null);
        var asked = new List<SystemSnapshot?>();
        foreach (var batch in unknown.Chunk(AskedAtOnce)) asked.AddRange(await Task.WhenAll(batch.Select(id => grains.System(tenant, id).GetSnapshot())));
        return [.. known.Concat(asked.OfType<SystemSnapshot>()).Where(system => system.Connection is not null).Order(SystemOrder.By(SystemSort.Name))];
    }

    private static SystemId? SystemOf(string member, TenantId tenant)
    {
        var (owner, noun, id) = GrainKeys.Parse(GrainId.Parse(member).Key.ToString()!);
        return owner == tenant && noun == "system" ? new SystemId(id) : null;
    }
}
