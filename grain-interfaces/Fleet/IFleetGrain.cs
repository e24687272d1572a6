using Orleans;

namespace NasOrleans.Fleet;

/// <summary>All systems of a tenant, merged from its shards. Key: <c>tenant/fleet</c>. Views pull from it; devices never call it.</summary>
[Alias("nas.IFleetGrain")]
public interface IFleetGrain : IGrainWithStringKey
{
    /// <summary>Pulls the shards when the last pull is older than <paramref name="maxAge"/>, then tells what changed.</summary>
    [Alias("GetChanges")] Task<FleetChanges> GetChanges(FleetCursor since, TimeSpan maxAge);
}
