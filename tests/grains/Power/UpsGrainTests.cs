using NasOrleans.Power;
using NasOrleans.Power.Sources;
using NasOrleans.Power.Sources.Orders;
using NasOrleans.Protocols.Nut;
using NasOrleans.Secrets;

namespace NasOrleans.Tests.Grains.Power;

public sealed class UpsGrainTests : IAsyncLifetime
{
    private static readonly PowerSourceId Rack = new("rack");
    private static readonly PowerSourceConfig Config = new()
    {
        Name = "Rack",
        Triggers = new() { LongOnBattery = TimeSpan.FromSeconds(90) },
        Ups = new() { Server = new() { Host = "nut.example" }, Ups = "rack", UserName = "admin" },
    };

    private Fleetlet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await Fleetlet.StartAsync();

    public Task DisposeAsync() => _fleet.DisposeAsync().AsTask();

    private IUpsGrain Source => _fleet.Grains.PowerSource(TenantId.Main, Rack);

    [Fact]
    public async Task Ups_OnLine_IsReadAndShown()
    {
        _fleet.Nut.Says("rack", "OL", ("battery.charge", "100"), ("battery.runtime", "3600"), ("ups.load", "20"));
        await Configure();

        await Until(source => source.Verdict is { Standing: PowerStanding.OnLine, Charge: 100 });

        var shown = (await Source.GetSnapshot())!;
        Assert.Equal(("Rack", "OL", ContactState.Good, true), (shown.Config.Name, shown.Ups!.Status, shown.Contact.State, shown.HasPassword));
        Assert.Equal(1, _fleet.Nut.Readers);
    }

    [Fact]
    public async Task BatteryEnding_IsLostAtOnce_AndTellsTheNumbers()
    {
        await OnLine();
        _fleet.Nut.Says("rack", "OB LB DISCHRG", ("battery.charge", "12"));

        await Until(source => source.Verdict.Standing == PowerStanding.Lost);

        Assert.Equal(PowerCause.BatteryEnding, (await Source.GetVerdict())!.Cause);
        Assert.Contains(_fleet.Events.Posted, happened => happened is { Subject: "ups:rack", Kind: "power.standing" });
    }

    [Fact]
    public async Task Outage_OverARestart_GoesOnWhereItWas()
    {
        await OnLine();
        _fleet.Nut.Says("rack", "OB DISCHRG", ("battery.charge", "90"), ("battery.runtime", "3600"));
        await Until(source => source.Verdict.Standing == PowerStanding.OnBattery);
        var began = (await Source.GetVerdict())!.OutageSince;

        await _fleet.RestartAsync();
        await Until(source => source.Verdict.Standing == PowerStanding.OnBattery);
        Assert.Equal(began, (await Source.GetVerdict())!.OutageSince);

        await Until(source => source.Verdict.Standing == PowerStanding.Lost);
        var lost = (await Source.GetVerdict())!;
        Assert.Equal(PowerCause.LongOnBattery, lost.Cause);
        Assert.InRange(lost.Since - began!.Value, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(93));
    }

    [Fact]
    public async Task ContactLost_OnBattery_IsLostWithinTheFailsafe_AndOnLineNever()
    {
        await OnLine();
        _fleet.Nut.Fault = new(NutError.Refused, "Nobody listens there.");
        await _fleet.AdvanceUntil(async () => (await Source.GetSnapshot())!.Contact.State == ContactState.Lost);
        Assert.Equal(PowerStanding.Unknown, (await Source.GetVerdict())!.Standing);

        _fleet.Nut.Fault = null;
        _fleet.Nut.Says("rack", "OB", ("battery.charge", "90"));
        await Until(source => source.Verdict.Standing == PowerStanding.OnBattery);
        var broken = _fleet.Now;
        _fleet.Nut.Fault = new(NutError.Refused, "Nobody listens there.");
        await Until(source => source.Verdict.Standing == PowerStanding.Lost);

        Assert.Equal(PowerCause.ContactLost, (await Source.GetVerdict())!.Cause);
        Assert.InRange(_fleet.Now - broken, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task Journal_ThatFails_HoldsUpNoVerdict_AndRefusesWhatAPersonOrders()
    {
        await OnLine();
        _fleet.Journal.Fails = true;
        _fleet.Nut.Says("rack", "OB LB", ("battery.charge", "5"));

        await Until(source => source.Verdict.Standing == PowerStanding.Lost);

        Assert.Equal(PowerRefusal.Unwritten, (await Source.Configure(Config with { Name = "Other" }, new(), PowerOrigin.User)).Refusal);
        Assert.Equal(UpsOrderResult.NotSent, (await Source.Order(Order("beeper.mute"))).Result);
        Assert.Empty(_fleet.Nut.Orders);
    }

    [Fact]
    public async Task StartValue_ThatCannotBeWritten_IsWatchedAllTheSame()
    {
        _fleet.Journal.Fails = true;
        _fleet.Nut.Says("rack", "OL");

        Assert.Equal(PowerRefusal.None, (await Source.Configure(Config, new(), PowerOrigin.File)).Refusal);

        await Until(source => source.Verdict.Standing == PowerStanding.OnLine);
    }

    [Fact]
    public async Task Order_IsGivenOnce_AndOnlyWhenItIsOnTheList()
    {
        await OnLine();
        var mute = Order("beeper.mute");

        Assert.Equal(UpsOrderResult.Confirmed, (await Source.Order(mute)).Result);
        await _fleet.RestartAsync();
        Assert.True((await Source.Order(mute)).Repeated);
        Assert.Equal(UpsOrderResult.Refused, (await Source.Order(Order("load.off"))).Result);
        Assert.Equal(["INSTCMD rack beeper.mute"], _fleet.Nut.Orders);
        Assert.Equal(["beeper.mute", "test.battery.start.quick"], (await Source.GetAbilities())!.Commands.AsEnumerable());
    }

    [Fact]
    public async Task Removed_StaysRemoved_ForASettingButNotForAPerson()
    {
        await OnLine();

        Assert.Equal("Rack", (await Source.Remove(Rack)).Before!.Config.Name);

        Assert.Null(await Source.GetSnapshot());
        Assert.Equal(PowerRefusal.Deleted, (await Source.Configure(Config, new(), PowerOrigin.File)).Refusal);
        Assert.Equal(PowerRefusal.None, (await Source.Configure(Config, new(), PowerOrigin.User)).Refusal);
    }

    [Fact]
    public async Task Configuration_WithFaults_NamesThemAll()
    {
        var wrong = Config with { Name = "", Ups = Config.Ups! with { StatusInterval = TimeSpan.Zero } };

        var outcome = await Source.Configure(wrong, new(), PowerOrigin.User);

        Assert.Equal((PowerRefusal.Invalid, true), (outcome.Refusal, outcome.Problems.Length >= 2));
        Assert.Null(await Source.GetSnapshot());
    }

    private static UpsOrder Order(string command) => new() { Id = Guid.NewGuid(), Kind = UpsOrderKind.Command, Confirm = Rack, Name = command, By = "ada" };

    private Task<PowerSourceOutcome> Configure() => Source.Configure(Config, new() { Password = new Secret("x") }, PowerOrigin.User);

    private async Task OnLine()
    {
        _fleet.Nut.Says("rack", "OL", ("battery.charge", "100"), ("battery.runtime", "3600"));
        await Configure();
        await Until(source => source.Verdict.Standing == PowerStanding.OnLine);
    }

    // A quarter of a second at a time: everybody has a turn between two questions.
    private Task Until(Func<PowerSourceSnapshot, bool> condition) => Eventually.IsTrue(async () =>
    {
        if (await Source.GetSnapshot() is { } before && condition(before)) return true;
        _fleet.Advance(TimeSpan.FromMilliseconds(250));
        return await Source.GetSnapshot() is { } source && condition(source);
    });
}
