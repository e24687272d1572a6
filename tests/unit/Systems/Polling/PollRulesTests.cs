using NasOrleans.Systems;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;
using NasOrleans.Systems.Polling;

namespace NasOrleans.Tests.Unit.Systems.Polling;

public sealed class PollRulesTests
{
    private static readonly ConnectionConfig Config = new() { Host = "nas.example" };
    private static readonly TimeSpan Zero = TimeSpan.Zero;

    [Fact]
    public void First_OfAConnectionJustSet_IsNowAndReadsEverything()
    {
        var plan = PollRules.First(Seconds(7), Config.PollInterval, spread: null);

        Assert.Equal(Zero, PollRules.Delay(plan, Seconds(7)));
        Assert.Equal(PollRules.AllParts.Order(), PollRules.Due(plan, Config, Seconds(7)).Order());
    }

    [Fact]
    public void First_OfAProcessThatStarts_IsSpreadOverTheIntervalButNeverLaterThanAMinute()
    {
        Assert.Equal(Seconds(30), PollRules.First(Zero, Seconds(60), 0.5).DueAt);
        Assert.Equal(Seconds(5), PollRules.First(Zero, Seconds(10), 0.5).DueAt);
        Assert.Equal(Seconds(60), PollRules.First(Zero, TimeSpan.FromHours(4), 1).DueAt);
    }

    [Fact]
    public void After_ASuccess_TheNextIsOneIntervalFromTheStart()
    {
        var plan = After(PollRules.First(Zero, Config.PollInterval, null), fault: null, started: Zero, uptime: Seconds(9));

        Assert.Equal(Seconds(51), PollRules.Delay(plan, Seconds(9)));
        var due = PollRules.Due(plan, Config, Seconds(60));
        Assert.Contains(InventoryPart.Pools, due);
        Assert.DoesNotContain(InventoryPart.Smart, due);
        Assert.DoesNotContain(InventoryPart.Disks, due);
        Assert.Contains(InventoryPart.Disks, PollRules.Due(plan, Config, TimeSpan.FromMinutes(31)));
        Assert.Contains(InventoryPart.Smart, PollRules.Due(plan, Config, TimeSpan.FromMinutes(31)));
    }

    [Fact]
    public void After_APollThatTookLongerThanTheInterval_TheNextFollowsAtOnce() =>
        Assert.Equal(Zero, PollRules.Delay(After(PollRules.First(Zero, Config.PollInterval, null), null, Zero, Seconds(90)), Seconds(90)));

    [Theory]
    [InlineData(LinkError.Connection, 1, 5)]
    [InlineData(LinkError.Timeout, 2, 10)]
    [InlineData(LinkError.Busy, 3, 20)]
    [InlineData(LinkError.Connection, 9, 60)]
    [InlineData(LinkError.Auth, 1, 60)]
    [InlineData(LinkError.Permission, 2, 120)]
    [InlineData(LinkError.Tls, 3, 240)]
    [InlineData(LinkError.Unsupported, 20, 900)]
    public void After_AFailure_WaitsAsLongAsItsKindAsksFor(LinkError error, int failures, int longest)
    {
        var plan = PollRules.First(Zero, Config.PollInterval, null) with { Failures = failures - 1 };

        Assert.Equal(Seconds(longest), PollRules.Delay(After(plan, error, Zero, Zero, chance: 1), Zero));
        Assert.Equal(Seconds(longest) * 0.8, PollRules.Delay(After(plan, error, Zero, Zero, chance: 0), Zero));
    }

    [Fact]
    public void After_ASuccess_TheNextFailureStartsSmallAgain()
    {
        var failed = After(PollRules.First(Zero, Config.PollInterval, null) with { Failures = 8 }, LinkError.Connection, Zero, Zero);

        Assert.Equal(0, After(failed, null, Zero, Zero).Failures);
    }

    [Fact]
    public void Pull_OfAPart_ReadsItSoonAndAloneAndLeavesTheRegularPollWhereItWas()
    {
        var plan = After(PollRules.First(Zero, Config.PollInterval, null), null, Zero, Seconds(1));

        var pulled = PollRules.Pull(plan, [InventoryPart.Update], Config, Seconds(20));

        Assert.Equal(Seconds(1), PollRules.Delay(pulled, Seconds(20)));
        Assert.Equal([InventoryPart.Update], PollRules.Due(pulled, Config, Seconds(21)));
        var after = After(pulled, null, Seconds(21), Seconds(22));
        Assert.Empty(after.Pulled);
        Assert.Equal(Seconds(60), after.DueAt);
    }

    [Fact]
    public void Pull_WhileThatPartIsBeingRead_IsReadAgain()
    {
        var plan = PollRules.Pull(PollRules.First(Zero, Config.PollInterval, null), [InventoryPart.Alerts], Config, Seconds(2));

        Assert.Equal(InventoryPart.Alerts, After(plan, null, Seconds(1), Seconds(3)).Pulled.Keys.Single());
    }

    [Fact]
    public void Pull_AfterAWrongPassword_DoesNotLogInAgainAndAgain()
    {
        var failed = After(PollRules.First(Zero, Config.PollInterval, null), LinkError.Auth, Zero, Zero, chance: 1);

        Assert.Equal(Seconds(30), PollRules.Delay(PollRules.Pull(failed, [InventoryPart.Alerts], Config, Zero), Zero));
    }

    [Fact]
    public void Pull_OfWhatIsNotWatched_DoesNothing() =>
        Assert.Empty(PollRules.Pull(new(), [InventoryPart.Pools], Config with { MonitorPools = false }, Zero).Pulled);

    [Fact]
    public void Due_ForSmart_AlsoReadsTheDisksItIsToldOf() =>
        Assert.Contains(InventoryPart.Disks, PollRules.Due(PollRules.Pull(new() { DueAt = Seconds(60) }, [InventoryPart.Smart], Config, Zero), Config, Zero));

    [Fact]
    public void After_APartThatCouldNotBeRead_TriesItSoonerThanItWouldBeDue()
    {
        var plan = PollRules.First(Zero, Config.PollInterval, null);
        var report = new SystemReport
        {
            Source = SourceSnapshot.TrueNas,
            Parts = [InventoryPart.Smart, InventoryPart.Update],
            Inventory = new() { Missing = [new() { Part = InventoryPart.Smart, Reason = "busy" }, new() { Part = InventoryPart.Update, Reason = "no", Unsupported = true }] },
        };

        var after = PollRules.After(plan, report, Config, Zero, Zero, 0);

        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromHours(6)), (after.ReadAgainAt[InventoryPart.Smart], after.ReadAgainAt[InventoryPart.Update]));
    }

    private static PollPlan After(PollPlan plan, LinkError? fault, TimeSpan started, TimeSpan uptime, double chance = 0.5) => PollRules.After(
        plan,
        new()
        {
            Source = SourceSnapshot.TrueNas,
            Parts = [.. PollRules.Due(plan, Config, started)],
            Inventory = fault is null ? new() : null,
            Fault = fault is { } error ? new() { Error = error, Stage = LinkStage.Tcp, Message = "" } : null,
        },
        Config,
        started,
        uptime,
        chance);

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
