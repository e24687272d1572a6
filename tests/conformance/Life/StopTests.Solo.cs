using Orleans.Runtime;

namespace NasOrleans.Tests.Conformance.Life;

// What a caller in the same process sees; on Orleans the tests call through a client of their own, which sees its connection close.
public sealed class CallsAroundStopTests
{
    [Fact]
    public async Task Call_AfterTheStop_IsRefused()
    {
        await using var host = await TestHost.StartAsync(options => options);
        var grain = host.Grains.GetGrain<IMortalGrain>("late");
        await grain.Note("in time");
        await host.Host.StopAsync();

        await Assert.ThrowsAsync<SiloUnavailableException>(() => grain.Note("late"));
    }

    [Fact]
    public async Task Call_DuringTheStop_ReachesALiveGrainButBringsNoneUp()
    {
        await using var host = await TestHost.StartAsync(options => options);
        var busy = host.Grains.GetGrain<IMortalGrain>("busy");
        var held = busy.Hold("call");
        await host.Probes["busy"].Saw("call begins");
        var stopping = host.Host.StopAsync();

        await Assert.ThrowsAsync<SiloUnavailableException>(() => host.Grains.GetGrain<IMortalGrain>("new").Note("too late"));
        var waiting = busy.Note("waits for an activation that will not be");

        host.Probes["busy"].Open("call");
        await stopping;
        await held;
        await Assert.ThrowsAsync<SiloUnavailableException>(() => waiting);
    }

    [Fact]
    public async Task Stop_ThatMayNotTakeLonger_LeavesTheStuckGrain()
    {
        await using var host = await TestHost.StartAsync(options => options);
        var stuck = host.Grains.GetGrain<IMortalGrain>("stuck").Hold("call");
        await host.Probes["stuck"].Saw("call begins");
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(200), TimeProvider.System);

        await Record.ExceptionAsync(() => host.Host.StopAsync(limit.Token));

        await Eventually.IsTrue(() => stuck.IsFaulted, "the pending call was refused");
        Assert.DoesNotContain("deactivated: ShuttingDown", host.Probes["stuck"].Events);
    }
}
