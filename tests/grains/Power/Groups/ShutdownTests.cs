using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;
using NasOrleans.Protocols;

namespace NasOrleans.Tests.Grains.Power.Groups;

/// <summary>What the sources lead to.</summary>
public sealed class ShutdownTests : IAsyncLifetime
{
    private PowerRig _rig = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await (_rig?.DisposeAsync() ?? ValueTask.CompletedTask);

    [Fact]
    public async Task BatteryEnding_ShutsItsLoadsDown_StepByStep()
    {
        _rig = await PowerRig.StartAsync(PowerRig.Config(PowerRig.Load("nas", "a"), PowerRig.Load("other", "b")));

        _rig.Lose("a");
        await _rig.UntilRun(run => run.IsFinal);

        var run = await _rig.LastRun();
        Assert.Equal("tell vm.nas, ask vm.nas, tell off.nas, ask off.nas", _rig.Targets.Words);
        Assert.Equal((RunState.Completed, true, "power", "boot-1"), (run.State, run.Protective, run.StartedBy, run.BootId));
        Assert.Contains("a is lost", run.Reason, StringComparison.Ordinal);
        Assert.Equal(LoadStanding.Dark, (await _rig.Now()).Loads[0].Standing);
        Assert.True((await _rig.Now()).Crisis);
        Assert.Equal(["off.nas", "vm.nas"], (await _rig.Group.Drill(new()))!.Timeline.Where(line => line.Measured).Select(line => line.Step).Order());
    }

    [Fact]
    public async Task Events_OfADecision_CarryItsNumbers()
    {
        _rig = await PowerRig.StartAsync(PowerRig.Config(PowerRig.Load("nas", "a")));

        _rig.Lose("a");
        await _rig.UntilRun(run => run.IsFinal);

        var posted = _rig.Fleet.Events.Posted.Where(each => each.Subject == "group:basement").ToArray();
        Assert.Contains(posted, each => each.Kind == "power.load.due");
        Assert.Contains("\"charge\":", posted.Single(each => each.Kind == "power.run.started").Data!, StringComparison.Ordinal);
        Assert.Contains(posted, each => each is { Kind: "power.run.ended", Text: "The run ended: Completed" });
        Assert.Equal(posted.Length, posted.Distinct().Count());
    }

    [Fact]
    public async Task OnBattery_Alone_TellsNobodyAnything()
    {
        _rig = await PowerRig.StartAsync(PowerRig.Config(PowerRig.Load("nas", "a")));

        _rig.OnBattery("a");
        await _rig.Until(group => group.Loads[0].Standing == LoadStanding.OnBattery);
        await _rig.Pass(TimeSpan.FromSeconds(60));

        Assert.Empty(_rig.Targets.Log);
        Assert.Empty(await _rig.Group.GetRuns(1));
    }

    [Fact]
    public async Task Feeds_ThatAreRedundant_CarryTheLoadUntilTheLastIsGone()
    {
        _rig = await PowerRig.StartAsync(PowerRig.Config(PowerRig.Load("nas", "a", "b")));

        _rig.Lose("a");
        await _rig.Until(group => group.Loads[0].Gone == 1);
        await _rig.Pass(TimeSpan.FromSeconds(20));
        Assert.Empty(_rig.Targets.Log);

        _rig.Lose("b");
        await _rig.UntilRun(run => run.State == RunState.Completed);
    }

    [Fact]
    public async Task Phase_ThatIsSerial_TellsOneAfterTheOther_AndAParallelOneAllAtOnce()
    {
        var config = PowerRig.Config(PowerRig.Load("nas", "a"), PowerRig.Load("shelf", "a"));
        _rig = await PowerRig.StartAsync(config with { Phases = [config.Phases[0] with { Parallel = false }, config.Phases[1]] });
        var held = new TaskCompletionSource();
        _rig.Targets["vm.nas"].Hold = held.Task;
        _rig.Targets["off.nas"].Hold = held.Task;

        _rig.Lose("a");
        await _rig.Until(async () => _rig.Targets.Times("tell vm.nas") == 1);
        await _rig.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal("tell vm.nas", _rig.Targets.Words);

        _rig.Targets["vm.nas"].Hold = Task.CompletedTask;
        held.SetResult();
        _rig.Targets["off.nas"].Hold = new TaskCompletionSource().Task;
        await _rig.Until(async () => _rig.Targets.Times("tell off.nas") == 1 && _rig.Targets.Times("tell off.shelf") == 1);
    }

    [Fact]
    public async Task Target_ThatHangs_HoldsUpNobody()
    {
        _rig = await PowerRig.StartAsync(PowerRig.Config(PowerRig.Load("nas", "a"), PowerRig.Load("shelf", "a")));
        _rig.Targets["vm.nas"].Hold = new TaskCompletionSource().Task;
        _rig.Targets["vm.nas"].HoldAsk = new TaskCompletionSource().Task;

        _rig.Lose("a");
        await _rig.UntilRun(run => run.IsFinal);

        var run = await _rig.LastRun();
        Assert.Equal((RunState.Incomplete, StepState.Unknown), (run.State, run.Phases[0].Steps[0].State));
        Assert.Equal(StepState.Confirmed, run.Phases[1].Steps[0].State);
        Assert.Equal(1, _rig.Targets.Times("tell vm.nas"));
        Assert.True(run.Elapsed < run.Deadline);
    }

    [Fact]
    public async Task Target_ThatCannotBeReached_IsTriedAgain()
    {
        _rig = await PowerRig.StartAsync(PowerRig.Config(PowerRig.Load("nas", "a")));
        _rig.Targets["vm.nas"].Answer = AnswerKind.NotSent;

        _rig.Lose("a");
        await _rig.Until(async () => _rig.Targets.Times("tell vm.nas") == 3);
        _rig.Targets["vm.nas"].Answer = AnswerKind.Taken;

        await _rig.UntilRun(run => run.State == RunState.Completed);
    }

    [Fact]
    public async Task Mains_ThatIsBackInTime_CallsOffWhatHasNotBegun()
    {
        _rig = await PowerRig.StartAsync(PowerRig.Config(PowerRig.Load("nas", "a")));
        _rig.Targets["vm.nas"].Sight = StepSight.UnderWay;
        _rig.Lose("a");
        await _rig.Until(async () => _rig.Targets.Times("ask vm.nas") == 1);

        _rig.OnLine("a");
        await _rig.UntilRun(run => run.Loads[0].Spared);
        _rig.Targets["vm.nas"].Sight = StepSight.Done;
        await _rig.UntilRun(run => run.IsFinal);

        Assert.Equal(RunState.Cancelled, (await _rig.LastRun()).State);
        Assert.Equal("tell vm.nas", _rig.Targets.Told);
        await _rig.Until(group => group is { Crisis: false, Run: null });
    }

    [Fact]
    public async Task Mains_ThatIsBackAfterThePointOfNoReturn_StopsNothing()
    {
        var config = PowerRig.Config(PowerRig.Load("nas", "a"));
        _rig = await PowerRig.StartAsync(config with { Phases = [config.Phases[0] with { Steps = [PowerRig.Vm("nas") with { NoReturn = true }] }, config.Phases[1]] });
        _rig.Targets["vm.nas"].Sight = StepSight.UnderWay;
        _rig.Lose("a");
        await _rig.Until(async () => _rig.Targets.Times("ask vm.nas") == 1);

        _rig.OnLine("a");
        await _rig.Until(group => group.Loads[0] is { Gone: 0 });
        await _rig.Pass(TimeSpan.FromSeconds(15));
        _rig.Targets["vm.nas"].Sight = StepSight.Done;
        await _rig.UntilRun(run => run.IsFinal);

        Assert.Equal("tell vm.nas, tell off.nas", _rig.Targets.Told);
    }

    [Fact]
    public async Task DryRun_GoesTheSameWay_AndTellsNobody()
    {
        _rig = await PowerRig.StartAsync(PowerRig.Config(PowerRig.Load("nas", "a")) with { DryRun = true });

        _rig.Lose("a");
        await _rig.UntilRun(run => run.State == RunState.Completed);

        Assert.Equal("would vm.nas, would off.nas", _rig.Targets.Words);
        Assert.All((await _rig.LastRun()).Timeline, line => Assert.StartsWith("[DRY-RUN]", line.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_WithItsOwnWayBack_IsBroughtBackOnceMainsHasStayed()
    {
        var wake = PowerRig.Load("nas", "a") with { PowerOn = new() { Id = "wake.nas", Load = "nas", Wake = new() { Macs = ["02:00:00:00:00:01"] } } };
        _rig = await PowerRig.StartAsync(PowerRig.Config(wake));
        _rig.Lose("a");
        await _rig.UntilRun(run => run.State == RunState.Completed);

        _rig.OnLine("a");
        await _rig.UntilRun(run => run is { Kind: RunKind.PowerOn, State: RunState.Completed });

        Assert.Equal(1, _rig.Targets.Times("tell wake.nas"));
        await _rig.Until(group => group is { Crisis: false } && group.Loads[0].Standing == LoadStanding.Powered);
    }

    [Fact]
    public async Task Host_ThatWeRunOn_GoesLastOfAll()
    {
        _rig = await PowerRig.StartAsync(PowerRig.Config(PowerRig.Load("here", "a") with { Local = true }, PowerRig.Load("nas", "a")));

        _rig.Lose("a");
        await _rig.UntilRun(run => run.IsFinal);

        Assert.EndsWith("tell off.nas, tell off.here", _rig.Targets.Told, StringComparison.Ordinal);
    }
}
