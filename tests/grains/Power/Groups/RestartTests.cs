using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;
using NasOrleans.Protocols.Nut;

namespace NasOrleans.Tests.Grains.Power.Groups;

/// <summary>The process is killed, frozen or started again while a run is under way.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _never = new();
    private PowerRig _rig = null!;

    public async Task InitializeAsync() => _rig = await PowerRig.StartAsync(PowerRig.Config(PowerRig.Load("nas", "a")));

    public async Task DisposeAsync()
    {
        _never.TrySetResult();
        await _rig.DisposeAsync();
    }

    [Theory]
    [InlineData(StepSight.Done, 0)]
    [InlineData(StepSight.UnderWay, 0)]
    [InlineData(StepSight.Untouched, 1)]
    public async Task Step_OfWhichNobodyKnowsWhetherItWasTold_IsAskedFirst_AndToldAgainOnlyIfItWasNot(StepSight shows, int toldAgain)
    {
        var found = await CrashedWhile("tell off.nas", _rig.Targets["off.nas"]);
        _rig.Targets["off.nas"].Sight = shows;
        _rig.Targets["off.nas"].Hold = Task.CompletedTask;

        var before = _rig.Targets.Log.Count;
        await _rig.Crash(found);
        if (shows == StepSight.UnderWay)
        {
            await _rig.Until(async () => _rig.Targets.Times("ask off.nas") >= 3);
            _rig.Targets["off.nas"].Sight = StepSight.Done;
        }

        await _rig.UntilRun(run => run.State == RunState.Completed);
        var since = _rig.Targets.Log.Skip(before).ToArray();
        Assert.Equal("ask off.nas", since[0]);
        Assert.Equal(toldAgain, since.Count(line => line == "tell off.nas"));
    }

    [Fact]
    public async Task Step_ThatWasOnlyPlanned_IsAskedBeforeItIsTold()
    {
        var found = await CrashedWhile("ask vm.nas", _rig.Targets["vm.nas"]);
        _rig.Targets["vm.nas"].HoldAsk = Task.CompletedTask;

        await _rig.Crash(found);
        await _rig.UntilRun(run => run.State == RunState.Completed);

        Assert.Equal(1, _rig.Targets.Times("tell vm.nas"));
        var log = _rig.Targets.Log.ToList();
        Assert.True(log.IndexOf("ask off.nas") < log.IndexOf("tell off.nas"));
    }

    [Fact]
    public async Task Stop_OfTheProcess_DoesNotAbortTheRun()
    {
        _rig.Targets["vm.nas"].Sight = StepSight.UnderWay;
        _rig.Lose("a");
        await _rig.Until(async () => _rig.Targets.Times("ask vm.nas") >= 1);
        var run = (await _rig.LastRun()).Id;

        await _rig.Restart();
        _rig.Targets["vm.nas"].Sight = StepSight.Done;
        await _rig.UntilRun(each => each.State == RunState.Completed);

        Assert.Equal(run, (await _rig.LastRun()).Id);
        Assert.Equal("tell vm.nas, tell off.nas", _rig.Targets.Told);
    }

    [Fact]
    public async Task AnotherBoot_ClosesTheRun_AndRepeatsNothing()
    {
        _rig.Targets["vm.nas"].Sight = StepSight.UnderWay;
        _rig.Lose("a");
        await _rig.Until(async () => _rig.Targets.Times("ask vm.nas") >= 1);

        _rig.OnLine("a");
        _rig.Fleet.Boot = "boot-2";
        await _rig.Restart();
        await _rig.UntilRun(run => run.State == RunState.HostWentDown);
        await _rig.Pass(TimeSpan.FromSeconds(20));

        Assert.Equal("tell vm.nas", _rig.Targets.Told);
    }

    [Fact]
    public async Task Process_ThatThaws_BeginsNothingOnWhatItKnewBefore()
    {
        _rig.Targets["vm.nas"].Sight = StepSight.UnderWay;
        _rig.Lose("a");
        await _rig.Until(async () => _rig.Targets.Times("ask vm.nas") >= 1);

        // Mains came back while nobody looked.
        _rig.OnLine("a");
        _rig.Targets["vm.nas"].Sight = StepSight.Done;
        await _rig.Freeze(TimeSpan.FromSeconds(20));
        await _rig.UntilRun(run => run.IsFinal);

        Assert.Equal(RunState.Cancelled, (await _rig.LastRun()).State);
        Assert.Equal("tell vm.nas", _rig.Targets.Told);
    }

    [Fact]
    public async Task Source_ThatNobodyAnswersFor_DoesNotHoldUpTheOthers()
    {
        await _rig.AddSource("b");
        await _rig.Add(new("attic"), PowerRig.Config(PowerRig.Load("tape", "a"), PowerRig.Load("attic", "b")) with { Name = "Attic", Phases = [new() { Name = "All", Steps = [PowerRig.Nas("tape"), PowerRig.Nas("attic")] }] });
        _rig.Fleet.Journal.Stuck = ("main/ups:b", _never.Task);
        await _rig.Fleet.DeactivateAsync(_rig.Fleet.Grains.PowerSource(TenantId.Main, new("b")));
        _rig.Forget("b");

        _rig.Lose("a");
        await _rig.Until(async () => _rig.Targets.Times("tell off.tape") == 1);

        Assert.Equal(0, _rig.Targets.Times("tell off.attic"));
    }

    [Fact]
    public async Task Contact_LostOnLine_TellsNobodyAnything()
    {
        _rig.Fleet.Nut.Fault = new(NutError.Refused, "Nobody listens there.");
        await _rig.Until(group => group.Sources[0].Verdict is not { Standing: PowerStanding.OnLine });
        await _rig.Pass(TimeSpan.FromSeconds(60));

        Assert.Empty(_rig.Targets.Log);
    }

    [Fact]
    public async Task Removed_StaysRemoved_ForASettingButNotForAPerson_AndNotWhileItRuns()
    {
        _rig.Targets["vm.nas"].Sight = StepSight.UnderWay;
        _rig.Lose("a");
        await _rig.Until(async () => _rig.Targets.Times("ask vm.nas") >= 1);
        Assert.Equal(GroupRefusal.Busy, (await _rig.Group.Remove(PowerRig.Basement)).Refusal);
        _rig.Targets["vm.nas"].Sight = StepSight.Done;
        await _rig.UntilRun(run => run.IsFinal);

        Assert.Equal(GroupRefusal.NotConfirmed, (await _rig.Group.Remove(new("attic"))).Refusal);
        Assert.Equal("Basement", (await _rig.Group.Remove(PowerRig.Basement)).Before!.Config.Name);
        Assert.Null(await _rig.Group.GetSnapshot());
        Assert.False(await _rig.Group.EnsureAwake());
        var config = PowerRig.Config(PowerRig.Load("nas", "a"));
        Assert.Equal(GroupRefusal.Deleted, (await _rig.Group.Configure(config, PowerOrigin.File)).Refusal);
        Assert.Equal(GroupRefusal.None, (await _rig.Group.Configure(config, PowerOrigin.User)).Refusal);
        Assert.Equal(GroupRefusal.SetByUser, (await _rig.Group.Configure(config, PowerOrigin.File)).Refusal);
    }

    // What the journal held at the moment of the call, which never comes back to whoever made it.
    private async Task<MemoryJournal> CrashedWhile(string call, ScriptedTargets.Script step)
    {
        MemoryJournal? found = null;
        _rig.Targets.OnCall = made =>
        {
            if (made == call && found is null) found = _rig.Fleet.Journal.Copy();
        };
        if (call.StartsWith("ask", StringComparison.Ordinal)) step.HoldAsk = _never.Task;
        else step.Hold = _never.Task;
        _rig.Lose("a");
        await _rig.Until(() => Task.FromResult(found is not null));
        return found!;
    }
}
