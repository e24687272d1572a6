using NasOrleans.Systems.Polling;
using Orleans;
using Orleans.Concurrency;

namespace NasOrleans.Systems.Connections;

[StatelessWorker(64), GrainType("connection-test")]
internal sealed class ConnectionTestGrain(PollerFactory pollers) : Grain, IConnectionTestGrain
{
    private static readonly SystemId NotStored = new("connection-test");

    public Task<ConnectionTest> Test(ConnectionTrial trial) => trial.Config is { } config
        ? pollers.TestAsync(GrainKeys.Parse(this.GetPrimaryKeyString()).Tenant, NotStored, config, trial.Secrets, trial.AcceptNew)
        : throw new ArgumentException("There is no configuration to test.", nameof(trial));
}
