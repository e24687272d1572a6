using NasOrleans.Fleet;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Tests.Cluster;

public sealed class KilledSiloTests
{
    private const int Systems = 60;

    [Fact]
    public async Task KilledSilo_LosesNoSystem_AndEveryClockRunsAgain()
    {
        await using var silos = await ThreeSilos.StartAsync();
        await silos.AddSystemsAsync(Systems);
        await Eventually.IsTrue(async () => await ReportedAsync(silos) == Systems);

        await silos.KillOneAsync();

        // Shards that lived there have lost their memory: only systems whose clocks run tell them anew.
        await Eventually.IsTrue(async () => await ReportedAsync(silos) == Systems);
        var changes = await silos.Grains.Fleet(TenantId.Main).GetChanges(FleetCursor.Start, TimeSpan.Zero);
        Assert.Equal(Systems, changes.Systems.Length);
    }

    [Fact]
    public async Task KilledSilo_StateThatWasAnswered_IsThere()
    {
        await using var silos = await ThreeSilos.StartAsync();
        await silos.AddSystemsAsync(Systems);
        for (var i = 0; i < Systems; i++) await silos.Grains.System(TenantId.Main, new($"nas-{i}")).Change(new() { Name = $"renamed-{i}" });

        await silos.KillOneAsync();

        for (var i = 0; i < Systems; i++)
        {
            var system = silos.Grains.System(TenantId.Main, new($"nas-{i}"));
            var expected = $"renamed-{i}";
            await Eventually.IsTrue(() => AnswersAsync(async () => (await system.GetSnapshot())!.Name == expected));
        }
    }

    [Fact]
    public async Task TwoActivationsOfOneSystem_TheStaleOneLosesAndNothingIsOverwritten()
    {
        await using var silos = await ThreeSilos.StartAsync();
        await silos.AddSystemsAsync(1);
        var system = silos.Grains.System(TenantId.Main, new("nas-0"));
        silos.Storage.TouchAll();

        await Assert.ThrowsAnyAsync<OrleansException>(() => system.Change(new() { Name = "lost" }));

        await Eventually.IsTrue(() => AnswersAsync(async () => (await system.GetSnapshot())!.Name == "nas-0"));
    }

    private static async Task<int> ReportedAsync(ThreeSilos silos)
    {
        var count = 0;
        for (var shard = 0; shard < GrainKeys.Shards; shard++)
        {
            var grain = silos.Grains.Shard(TenantId.Main, shard);
            await AnswersAsync(async () =>
            {
                count += (await grain.GetChanges(FleetCursor.Start)).Systems.Length;
                return true;
            });
        }

        return count;
    }

    // While the dead silo is not yet declared dead, calls to it fail or time out.
    private static async Task<bool> AnswersAsync(Func<Task<bool>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (failure is OrleansException or TimeoutException)
        {
            return false;
        }
    }
}
