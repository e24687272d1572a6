using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;

namespace NasOrleans.Tests.Grains.Power.Groups;

/// <summary>What people order.</summary>
public sealed class ManualRunTests : IAsyncLifetime
{
    private PowerRig _rig = null!;

    public async Task InitializeAsync() => _rig = await PowerRig.StartAsync(PowerRig.Config(PowerRig.Load("nas", "a"), PowerRig.Load("shelf", "a")));

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Start_ByAPerson_ShutsTheNamedLoadsDown_AndMainsCallsNothingOff()
    {
        var start = Order("nas");

        Assert.Equal(GroupRefusal.None, (await _rig.Group.Start(start)).Refusal);
        await _rig.UntilRun(run => run.IsFinal);

        var run = await _rig.LastRun();
        Assert.Equal((start.Id, RunState.Completed, false, "ada"), (run.Id, run.State, run.Protective, run.StartedBy));
        Assert.Equal("tell vm.nas, tell off.nas", _rig.Targets.Told);
    }

    [Fact]
    public async Task Start_WithTheSameId_IsTheSameRun()
    {
        var start = Order("nas");
        await _rig.Group.Start(start);

        Assert.True((await _rig.Group.Start(start)).Repeated);
        await _rig.UntilRun(run => run.IsFinal);
        await _rig.Restart();
        var again = await _rig.Group.Start(start);

        Assert.Equal((true, RunState.Completed), (again.Repeated, again.Run!.State));
        Assert.Equal(1, _rig.Targets.Times("tell vm.nas"));
    }

    [Fact]
    public async Task Start_ThatNamesAnotherGroup_OrAnotherLoad_OrComesSecond_IsRefused()
    {
        Assert.Equal(GroupRefusal.NotConfirmed, (await _rig.Group.Start(Order() with { Confirm = "Attic" })).Refusal);
        Assert.Equal(GroupRefusal.NotFound, (await _rig.Group.Start(Order("tape"))).Refusal);
        Assert.Equal(GroupRefusal.NotFound, (await _rig.GroupOf(new("attic")).Start(Order())).Refusal);
        Assert.Empty(_rig.Targets.Log);

        _rig.Targets["vm.nas"].Sight = StepSight.UnderWay;
        await _rig.Group.Start(Order("nas"));
        Assert.Equal(GroupRefusal.Busy, (await _rig.Group.Start(Order("shelf"))).Refusal);
        Assert.Equal(GroupRefusal.NoRun, (await _rig.Group.Abort(new() { Run = Guid.NewGuid(), By = "ada" })).Refusal);
    }

    [Fact]
    public async Task DryRun_ByAPerson_TellsNobody()
    {
        await _rig.Group.Start(Order("nas") with { DryRun = true });
        await _rig.UntilRun(run => run.State == RunState.Completed);

        Assert.Equal("would vm.nas, would off.nas", _rig.Targets.Words);
        Assert.Equal(LoadStanding.Powered, (await _rig.Now()).Loads[0].Standing);
    }

    [Fact]
    public async Task Hold_StopsWhatIsNext_UntilSomebodyLetsItGoOn()
    {
        _rig.Targets["vm.nas"].Sight = StepSight.UnderWay;
        var order = await Started("nas");

        Assert.Equal(RunState.Held, (await _rig.Group.Hold(order, TimeSpan.FromMinutes(5))).Run!.State);
        _rig.Targets["vm.nas"].Sight = StepSight.Done;
        await _rig.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal("tell vm.nas", _rig.Targets.Told);

        await _rig.Group.Resume(order);
        await _rig.UntilRun(run => run.State == RunState.Completed);
    }

    [Fact]
    public async Task Skip_GoesOnWithoutAStep_AndAStepThatIsNoneIsRefused()
    {
        _rig.Targets["vm.nas"].Sight = StepSight.UnderWay;
        var order = await Started("nas");

        Assert.Equal(GroupRefusal.NoStep, (await _rig.Group.Skip(order, "vm.tape")).Refusal);
        Assert.Equal(GroupRefusal.None, (await _rig.Group.Skip(order, "vm.nas")).Refusal);
        await _rig.UntilRun(run => run.IsFinal);

        var steps = (await _rig.LastRun()).Phases.SelectMany(phase => phase.Steps).Select(step => step.State);
        Assert.Equal([StepState.Unknown, StepState.Confirmed], steps);
    }

    [Fact]
    public async Task Abort_BeginsNothingMore()
    {
        _rig.Targets["vm.nas"].Sight = StepSight.UnderWay;
        var order = await Started("nas");

        Assert.Equal(GroupRefusal.None, (await _rig.Group.Abort(order)).Refusal);
        _rig.Targets["vm.nas"].Sight = StepSight.Done;
        await _rig.UntilRun(run => run.State == RunState.Aborted);

        Assert.Equal("tell vm.nas", _rig.Targets.Told);
    }

    [Fact]
    public async Task Crisis_ThatIsReset_LetsTheSameOutageLeadToAnotherRun()
    {
        _rig.Lose("a");
        await _rig.UntilRun(run => run.State == RunState.Completed);
        var first = (await _rig.LastRun()).Id;
        await _rig.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(first, (await _rig.LastRun()).Id);

        var reset = new CrisisReset { Confirm = "Basement", By = "ada", Reason = "a drill" };
        Assert.Equal(GroupRefusal.NotConfirmed, (await _rig.Group.ResetCrisis(reset with { Confirm = "Attic" })).Refusal);
        Assert.Equal(GroupRefusal.None, (await _rig.Group.ResetCrisis(reset)).Refusal);

        await _rig.UntilRun(run => run.Id != first && run.IsFinal);
        Assert.Equal(1, _rig.Targets.Times("tell off.nas"));
    }

    private static RunStart Order(params string[] loads) => new() { Id = Guid.NewGuid(), Confirm = "Basement", Loads = [.. loads], By = "ada", Reason = "new rack" };

    private async Task<RunOrder> Started(string load)
    {
        var start = Order(load);
        Assert.Equal(GroupRefusal.None, (await _rig.Group.Start(start)).Refusal);
        await _rig.Until(async () => _rig.Targets.Times("ask vm." + load) == 1);
        return new() { Run = start.Id, By = "ada", Reason = "because" };
    }
}
