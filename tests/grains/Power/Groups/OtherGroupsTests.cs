using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;

namespace NasOrleans.Tests.Grains.Power.Groups;

/// <summary>Groups that share a UPS, a host or nothing.</summary>
public sealed class OtherGroupsTests : IAsyncLifetime
{
    private static readonly PowerGroupId Attic = new("attic");
    private PowerRig _rig = null!;

    public async Task InitializeAsync() => _rig = await PowerRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Theory]
    [InlineData(StepSight.Done, 1)]
    [InlineData(StepSight.UnderWay, 0)]
    public async Task Ups_GoesOff_OnlyOnceTheLoadsOfEveryGroupAreDark(StepSight othersShow, int off)
    {
        await Share(PowerRig.Config(PowerRig.Load("nas", "a")) with { UpsOff = [new() { Source = new("a") }] });
        _rig.Targets["off.tape"].Sight = othersShow;

        _rig.Lose("a");
        await _rig.UntilRun(run => run.IsFinal);

        Assert.Equal(off, _rig.Targets.Times("tell ups-off.a"));
        if (off == 0) return;
        var log = _rig.Targets.Log.ToList();
        Assert.True(log.LastIndexOf("ask off.tape") < log.IndexOf("tell ups-off.a"));
    }

    [Fact]
    public async Task Host_ThatWeRunOn_WaitsForTheRunsOfOtherGroups()
    {
        await Share(PowerRig.Config(PowerRig.Load("here", "a") with { Local = true }));
        _rig.Targets["off.tape"].Sight = StepSight.UnderWay;

        _rig.Lose("a");
        await _rig.Until(async () => _rig.Targets.Times("ask off.tape") >= 5);
        Assert.Equal(0, _rig.Targets.Times("tell off.here"));

        _rig.Targets["off.tape"].Sight = StepSight.Done;
        await _rig.UntilRun(run => run.IsFinal);
        Assert.Equal(1, _rig.Targets.Times("tell off.here"));
    }

    [Fact]
    public async Task Target_OfAnotherGroup_CannotBeTaken_AndASourceThatIsNoneIsNamed()
    {
        await Share(PowerRig.Config(PowerRig.Load("nas", "a")));

        var outcome = await _rig.GroupOf(new("third")).Configure(PowerRig.Config(PowerRig.Load("nas", "a", "ghost")), PowerOrigin.User);

        Assert.Equal(GroupRefusal.Invalid, outcome.Refusal);
        Assert.Contains(outcome.Problems, problem => problem.Message.Contains("belongs to the group 'basement'", StringComparison.Ordinal));
        Assert.Contains(outcome.Problems, problem => problem.Message == "there is no source 'ghost'");
        Assert.Null(outcome.Group);
    }

    [Fact]
    public async Task Steps_ThatLackSomething_AreSaidToBeSo_AndAllArePrepared()
    {
        _rig.Targets.Missing = ["There is no key 'default'"];
        await Share(PowerRig.Config(PowerRig.Load("nas", "a")));

        await _rig.Until(group => group.Warnings.Contains("There is no key 'default'"));

        Assert.Equal(["vm.nas", "off.nas"], _rig.Targets.Prepared[PowerRig.Basement].AsEnumerable());
        Assert.Contains(_rig.Fleet.Events.Posted, happened => happened is { Kind: "power.missing", Subject: "group:basement" });
    }

    private async Task Share(PowerGroupConfig basement)
    {
        await _rig.AddSource("a");
        await _rig.Add(PowerRig.Basement, basement);
        await _rig.Add(Attic, PowerRig.Config(PowerRig.Load("tape", "a")) with { Name = "Attic" });
    }
}
