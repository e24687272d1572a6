namespace NasOrleans.Tests.Conformance.Calls;

// In real time: the caller's clock is not the grains' on every runtime.
public sealed class TimeoutTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Call_WithoutAnswerInTime_TimesOutAndTheGrainGoesOn()
    {
        var (grain, probe) = Grain("slow");

        await TimesOut(grain.HoldBriefly("slow"));
        Assert.Equal(["slow begins"], probe.Events);

        probe.Open("slow");
        await grain.Note("next");
        Assert.Equal(["slow begins", "slow ends", "next"], probe.Events);
    }

    [Fact]
    public async Task Call_ThatTimedOutWhileItWaited_NeverStarts()
    {
        var (grain, probe) = Grain("waiting");
        var held = grain.Hold("long");

        await TimesOut(grain.NoteSoon("too late"));
        probe.Open("long");
        await held;
        await grain.Note("next");

        Assert.Equal(["long begins", "long ends", "next"], probe.Events);
    }

    [Fact]
    public async Task Cycle_OfCalls_EndsInATimeout()
    {
        var (first, _) = Grain("first");

        await TimesOut(first.GoRound("second", "first"));

        await first.Note("free again");
    }

    [Fact]
    public async Task Call_WithinTheHostsTimeout_IsAnswered()
    {
        await using var strict = await TestHost.StartAsync(options => options with { ResponseTimeout = TimeSpan.FromSeconds(1) });
        var grain = strict.Grains.GetGrain<ICallGrain>("strict");

        await grain.Note("in time");
        await TimesOut(grain.Hold("late"));
    }

    private static async Task TimesOut(Task call)
    {
        await Eventually.IsTrue(() => call.IsCompleted, "the call ended");
        await Assert.ThrowsAsync<TimeoutException>(() => call);
    }

    private (ICallGrain Grain, Probe Probe) Grain(string key) => (host.Grains.GetGrain<ICallGrain>(key), host.Probes[key]);
}
