namespace NasOrleans.Tests.Conformance.Life;

public sealed class StopTests
{
    [Fact]
    public async Task Stop_OfTheHost_DeactivatesEveryGrain()
    {
        await using var host = await TestHost.StartAsync(options => options);
        var keys = Enumerable.Range(0, 50).Select(each => $"mortal-{each}").ToArray();
        foreach (var key in keys) await host.Grains.GetGrain<IMortalGrain>(key).Note("alive");
        await host.Grains.GetGrain<IUndyingGrain>("undying").Note("alive");

        await host.Host.StopAsync();

        Assert.All([.. keys, "undying"], key => Assert.Equal("deactivated: ShuttingDown", host.Probes[key].Events[^1]));
    }

    [Fact]
    public async Task Stop_WhileACallRuns_LetsItEnd()
    {
        await using var host = await TestHost.StartAsync(options => options);
        var held = host.Grains.GetGrain<IMortalGrain>("busy").Hold("call");
        await host.Probes["busy"].Saw("call begins");

        var stopping = host.Host.StopAsync();
        Assert.False(stopping.IsCompleted);
        host.Probes["busy"].Open("call");
        await stopping;

        Assert.Equal(["constructed", "activated", "call begins", "call ends", "deactivated: ShuttingDown"], host.Probes["busy"].Events);
        await held;
    }
}
