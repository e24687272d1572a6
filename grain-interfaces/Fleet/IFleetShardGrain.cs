using NasOrleans.Systems;
using Orleans;
using Orleans.Concurrency;

namespace NasOrleans.Fleet;

/// <summary>The latest word of one part of a tenant's systems. Key: <c>tenant/shard:n</c>. Calls nobody.</summary>
[Alias("nas.IFleetShardGrain")]
public interface IFleetShardGrain : IGrainWithStringKey
{
    /// <summary>A system tells how it stands, whole, so that the next report heals a lost one.</summary>
    [OneWay, Alias("Report")] Task Report(SystemSnapshot system);

    /// <summary>A removed system says good-bye; the revision keeps a late report from bringing it back.</summary>
    [OneWay, Alias("Forget")] Task Forget(SystemId id, long revision);

    [AlwaysInterleave, Alias("GetChanges")] Task<FleetChanges> GetChanges(FleetCursor since);
}
