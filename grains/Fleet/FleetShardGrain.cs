using NasOrleans.Systems;
using Orleans;

namespace NasOrleans.Fleet;

// Nothing is stored: after a crash every system reports anew with its next tick.
[GrainType("shard")]
internal sealed class FleetShardGrain : Grain, IFleetShardGrain
{
    private readonly FleetLedger _ledger = new(Guid.NewGuid());

    public Task Report(SystemSnapshot system)
    {
        _ledger.Put(system);
        return Task.CompletedTask;
    }

    public Task Forget(SystemId id, long revision)
    {
        _ledger.Remove(new(id, revision));
        return Task.CompletedTask;
    }

    public Task<FleetChanges> GetChanges(FleetCursor since) => Task.FromResult(_ledger.Since(since));
}
