using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;

namespace NasOrleans.Tests.Grains.Power.Groups;

/// <summary>A journal that fails, and one that hangs.</summary>
public sealed class JournalFaultTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _mended = new();
    private PowerRig _rig = null!;

    public async Task InitializeAsync() => _rig = await PowerRig.StartAsync(PowerRig.Config(PowerRig.Load("nas", "a")));

    public async Task DisposeAsync()
    {
        // What still waits for it would keep the host from stopping.
        _mended.TrySetResult();
        await _rig.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Protection_GoesAheadWithoutTheJournal_AfterAboutASecond(bool hangs)
    {
        Break(hangs);
        _rig.Lose("a");
        await _rig.UntilRun(_ => true);
        var started = _rig.Fleet.Now;

        await _rig.Until(async () => _rig.Targets.Times("tell vm.nas") == 1);

        Assert.InRange(_rig.Fleet.Now - started, TimeSpan.FromSeconds(0.7), TimeSpan.FromSeconds(2.6));
        await _rig.UntilRun(run => run.State == RunState.Completed);
        Assert.Equal("tell vm.nas, tell off.nas", _rig.Targets.Told);
        Assert.NotNull((await _rig.LastRun()).UnwrittenSince);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Person_IsRefused_WhileNothingCanBeWritten(bool hangs)
    {
        Break(hangs);
        var start = new RunStart { Id = Guid.NewGuid(), Confirm = "Basement", By = "ada", Reason = "new rack" };

        Assert.Equal(GroupRefusal.NotWritten, (await Passing(_rig.Group.Start(start))).Refusal);
        Assert.Equal(GroupRefusal.NotWritten, (await Passing(_rig.Group.ResetCrisis(new() { Confirm = "Basement", By = "ada", Reason = "x" }))).Refusal);
        Assert.Equal(GroupRefusal.NotWritten, (await Passing(_rig.Group.Remove(PowerRig.Basement))).Refusal);
        await _rig.Pass(TimeSpan.FromSeconds(5));

        Assert.Empty(_rig.Targets.Log);
        Assert.Null((await _rig.Now()).Run);
    }

    [Fact]
    public async Task Order_ThatWasRefused_DoesNotComeTrueLater()
    {
        Break(hangs: true);
        var start = new RunStart { Id = Guid.NewGuid(), Confirm = "Basement", By = "ada", Reason = "new rack" };
        Assert.Equal(GroupRefusal.NotWritten, (await Passing(_rig.Group.Start(start))).Refusal);
        _mended.SetResult();
        await _rig.Pass(TimeSpan.FromSeconds(3));

        await _rig.Restart();
        await _rig.Pass(TimeSpan.FromSeconds(5));

        Assert.Empty(_rig.Targets.Log);
        Assert.Empty(await _rig.Group.GetRuns(1));
    }

    [Fact]
    public async Task Person_WhoseRunCannotBeWrittenAnyMore_SeesItsStepsLeftOut()
    {
        _rig.Targets["vm.nas"].Sight = StepSight.UnderWay;
        await _rig.Group.Start(new() { Id = Guid.NewGuid(), Confirm = "Basement", By = "ada", Reason = "new rack" });
        await _rig.Until(async () => _rig.Targets.Times("ask vm.nas") >= 1);

        Break(hangs: false);
        _rig.Targets["vm.nas"].Sight = StepSight.Done;
        await _rig.UntilRun(run => run.IsFinal);

        Assert.Equal(RunState.Incomplete, (await _rig.LastRun()).State);
        Assert.Equal("tell vm.nas", _rig.Targets.Told);
    }

    [Fact]
    public async Task Journal_ThatIsBack_HasTheRunThatWentAheadWithoutIt()
    {
        Break(hangs: false);
        _rig.Targets["vm.nas"].Sight = StepSight.UnderWay;
        _rig.Lose("a");
        await _rig.Until(async () => _rig.Targets.Times("ask vm.nas") >= 1);

        _rig.Fleet.Journal.Fails = false;
        await _rig.UntilRun(run => run.UnwrittenSince is null);
        await _rig.Crash(_rig.Fleet.Journal.Copy());
        _rig.Targets["vm.nas"].Sight = StepSight.Done;
        await _rig.UntilRun(run => run.State == RunState.Completed);

        Assert.Equal("tell vm.nas, tell off.nas", _rig.Targets.Told);
    }

    [Fact]
    public async Task StartValue_ThatCannotBeWritten_IsTakenAllTheSame_AndAPersonsIsNot()
    {
        Break(hangs: false);
        var group = _rig.Fleet.Grains.PowerGroup(TenantId.Main, new("attic"));
        var config = PowerRig.Config(PowerRig.Load("lab", "a"));

        Assert.Equal(GroupRefusal.NotWritten, (await group.Configure(config, PowerOrigin.User)).Refusal);
        Assert.Equal(GroupRefusal.None, (await group.Configure(config, PowerOrigin.File)).Refusal);

        Assert.Equal(config.Name, (await group.GetSnapshot())!.Config.Name);
    }

    private void Break(bool hangs)
    {
        if (hangs) _rig.Fleet.Journal.Hang = _mended.Task;
        else _rig.Fleet.Journal.Fails = true;
    }

    private async Task<T> Passing<T>(Task<T> order)
    {
        await _rig.Until(() => Task.FromResult(order.IsCompleted));
        return await order;
    }
}
