namespace NasOrleans.Tests.Conformance.Timers;

public sealed class TimerTests : IAsyncLifetime
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AlmostPeriod = Period - TimeSpan.FromMilliseconds(1);

    private readonly ManualTimeProvider _time = new();
    private TestHost _host = null!;
    private ITickGrain _grain = null!;
    private Probe _probe = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(_time);
        _grain = _host.Grains.GetGrain<ITickGrain>("ticker");
        _probe = _host.Probes["ticker"];
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Timer_WhenDue_TicksEachPeriod()
    {
        await _grain.Start("tick", TimeSpan.FromSeconds(3), Period, interleave: false, keepAlive: false);

        await Pass(TimeSpan.FromMilliseconds(2_999));
        Assert.Empty(_probe.Events);
        await Pass(TimeSpan.FromMilliseconds(1));
        Assert.Single(_probe.Events);
        await Pass(AlmostPeriod);
        Assert.Single(_probe.Events);
        await Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, _probe.Count("tick"));
    }

    [Fact]
    public async Task Timer_WithASlowCallback_NeverOverlapsAndCountsThePeriodFromItsEnd()
    {
        await _grain.StartHeld("tick", Period);
        _time.Advance(Period);
        await _probe.Saw("tick 1 begins");

        _time.Advance(Period * 2.5);
        await _grain.GetKey();
        Assert.Equal(["tick 1 begins"], _probe.Events);

        _probe.Open("tick 1");
        await _grain.Settle();
        Assert.Equal(["tick 1 begins", "tick 1 ends"], _probe.Events);
        _time.Advance(AlmostPeriod);
        await _grain.GetKey();
        Assert.Equal(2, _probe.Events.Length);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await _probe.Saw("tick 2 begins");
        _probe.Open("tick 2");
    }

    [Fact]
    public async Task Timer_WhoseCallbackThrows_StillTicksAgain()
    {
        await _grain.StartFailing("failed", Period);

        await Pass(Period);
        await Pass(Period);

        Assert.Equal(2, _probe.Count("failed"));
    }

    [Fact]
    public async Task Timer_WhileACallRuns_WaitsForItsEnd()
    {
        await _grain.Start("tick", Period, Period, interleave: false, keepAlive: false);
        var held = _grain.Hold("call");
        await _probe.Saw("call begins");

        _time.Advance(Period);
        await _grain.GetKey();
        Assert.Equal(["call begins"], _probe.Events);

        _probe.Open("call");
        await held;
        await _grain.Settle();
        Assert.Equal(["call begins", "call ends", "tick"], _probe.Events);
    }

    [Fact]
    public async Task Call_WhileATickRuns_WaitsForItsEnd()
    {
        await _grain.StartHeld("tick", Period);
        _time.Advance(Period);
        await _probe.Saw("tick 1 begins");

        var waiting = _grain.Settle();
        await _grain.GetKey();
        Assert.False(waiting.IsCompleted);

        _probe.Open("tick 1");
        await waiting;
    }

    [Fact]
    public async Task InterleavingTimer_WhileACallRuns_Ticks()
    {
        await _grain.Start("tick", Period, Period, interleave: true, keepAlive: false);
        var held = _grain.Hold("call");
        await _probe.Saw("call begins");

        _time.Advance(Period);
        await _probe.Saw("tick");

        Assert.False(held.IsCompleted);
        _probe.Open("call");
        await held;
    }

    [Fact]
    public async Task Timer_WithoutPeriod_TicksOnce()
    {
        await _grain.Start("tick", Period, Timeout.InfiniteTimeSpan, interleave: false, keepAlive: false);

        await Pass(Period);
        await Pass(Period);

        Assert.Single(_probe.Events);
    }

    [Fact]
    public async Task Change_BetweenTicks_TakesEffectAtOnce()
    {
        await _grain.Start("tick", Period, Period, interleave: false, keepAlive: false);
        await _grain.Change(Period * 3, Period);

        await Pass(Period * 3 - TimeSpan.FromMilliseconds(1));
        Assert.Empty(_probe.Events);
        await Pass(TimeSpan.FromMilliseconds(1));
        Assert.Single(_probe.Events);
        await Pass(Period);
        Assert.Equal(2, _probe.Events.Length);
    }

    [Fact]
    public async Task Change_InsideATick_SetsTheNextDueTimeAndPeriod()
    {
        await _grain.StartChanging("tick", Period, changedDue: Period * 2, changedPeriod: Period * 3);

        await Pass(Period);
        await Pass(Period * 2 - TimeSpan.FromMilliseconds(1));
        Assert.Single(_probe.Events);
        await Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, _probe.Events.Length);
        await Pass(Period * 3 - TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, _probe.Events.Length);
        await Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(3, _probe.Events.Length);
    }

    [Fact]
    public async Task Dispose_OfATimer_EndsItsTicks()
    {
        await _grain.Start("tick", Period, Period, interleave: false, keepAlive: false);
        await Pass(Period);
        await _grain.Stop();

        await Pass(Period * 3);

        Assert.Single(_probe.Events);
    }

    [Fact]
    public async Task Deactivation_OfTheGrain_EndsItsTimers()
    {
        await _grain.Start("tick", Period, Period, interleave: false, keepAlive: false);
        await _host.Host.DeactivateAsync(_grain);

        await Pass(Period * 3);

        Assert.Empty(_probe.Events);
    }

    // What fell due has run when the call behind it comes back.
    private async Task Pass(TimeSpan time)
    {
        _time.Advance(time);
        await _grain.Settle();
    }
}
