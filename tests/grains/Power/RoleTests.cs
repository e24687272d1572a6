using NasOrleans.Power;
using NasOrleans.Power.Sources;
using NasOrleans.Protocols.Nut;
using NasOrleans.Secrets;

namespace NasOrleans.Tests.Grains.Power;

public sealed class RoleTests : IAsyncLifetime
{
    private static readonly PowerSourceId Rack = new("rack");
    private static readonly PowerGroupId Lab = new("lab");

    private Fleetlet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await Fleetlet.StartAsync();

    public Task DisposeAsync() => _fleet.DisposeAsync().AsTask();

    private IUpsGrain Source => _fleet.Grains.PowerSource(TenantId.Main, Rack);

    [Fact]
    public async Task Secondary_StaysLoggedInUntilItsLoadsAreDown_AndComesBackWithMains()
    {
        await OnLine(NutRole.Secondary);
        await Until(_ => _fleet.Nut.Logins == 1);

        await Lose();
        await Follow(FollowedLoads.GoingDown);
        await SomeTicks();
        Assert.Equal((1, LoginState.Held), (_fleet.Nut.Logins, (await Source.GetSnapshot())!.Login!.State));

        await Follow(FollowedLoads.Down);
        await Until(source => source.Login!.State == LoginState.Released);
        Assert.Equal(0, _fleet.Nut.Logins);

        _fleet.Nut.Says("rack", "OL CHRG", ("battery.charge", "9"));
        await Until(source => source.Login!.State == LoginState.Held);
        Assert.Equal(["LOGIN rack", "LOGIN rack"], _fleet.Nut.Orders);
    }

    [Fact]
    public async Task Login_ThatBreaksOff_IsHadAgain()
    {
        await OnLine(NutRole.Secondary);
        await Until(_ => _fleet.Nut.Logins == 1);

        _fleet.Nut.HangUp();

        await Until(_ => _fleet.Nut.Logins == 1);
        Assert.Equal(2, _fleet.Nut.Orders.Count);
    }

    [Fact]
    public async Task Login_ThatIsRefused_IsShown_AndTriedAgainOnlyAMinuteLater()
    {
        _fleet.Nut.Answer = new(NutResult.Refused, new(NutError.AccessDenied, "It lets nobody in.") { Answered = true });
        await OnLine(NutRole.Secondary);

        await Until(source => source.Login is { State: LoginState.Missing, Fault.Kind: ContactFaultKind.Denied });
        await SomeTicks();
        Assert.Single(_fleet.Nut.Orders);

        _fleet.Nut.Answer = new(NutResult.Confirmed);
        var before = _fleet.Now;
        await Until(source => source.Login!.State == LoginState.Held);
        Assert.InRange(_fleet.Now - before, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(70));
    }

    [Fact]
    public async Task Primary_TellsTheOthersOnce_AndWaitsForThem()
    {
        _fleet.Nut.OtherLogins = 2;
        await OnLine(NutRole.Primary);
        await Lose();

        await Follow(FollowedLoads.GoingDown);
        await Until(source => source.Verdict.AwaitsOthers);
        await Until(source => source.Login!.Others == 2);
        Assert.NotNull((await Source.GetSnapshot())!.Login!.ForcedAt);

        _fleet.Nut.OtherLogins = 0;
        var before = _fleet.Now;
        await Until(source => !source.Verdict.AwaitsOthers);
        Assert.True(_fleet.Now - before < TimeSpan.FromSeconds(5));
        await Follow(FollowedLoads.GoingDown);
        await SomeTicks();
        Assert.Equal(["LOGIN rack", "PRIMARY rack", "FSD rack"], _fleet.Nut.Orders);
    }

    [Fact]
    public async Task Primary_WaitsForWhoeverStaysLoggedInNoLongerThanAgreed()
    {
        _fleet.Nut.OtherLogins = 1;
        await OnLine(NutRole.Primary);
        await Lose();
        await Follow(FollowedLoads.GoingDown);
        await Until(source => source.Verdict.AwaitsOthers);
        var before = _fleet.Now;

        await Until(source => !source.Verdict.AwaitsOthers);

        Assert.InRange(_fleet.Now - before, TimeSpan.FromSeconds(13), TimeSpan.FromSeconds(17));
    }

    [Theory]
    [InlineData(NutRole.Primary, FollowedLoads.Up, "OB LB")]
    [InlineData(NutRole.Primary, FollowedLoads.GoingDown, "OB")]
    [InlineData(NutRole.Primary, FollowedLoads.GoingDown, "FSD OB LB")]
    [InlineData(NutRole.Secondary, FollowedLoads.GoingDown, "OB LB")]
    public async Task ForcedShutdown_IsNotSetForARehearsal_OrMerelyOnBattery_OrTwice_OrByASecondary(NutRole role, FollowedLoads loads, string status)
    {
        await OnLine(role);
        _fleet.Nut.Says("rack", status, ("battery.charge", "90"), ("battery.runtime", "3600"));
        await Until(source => source.Verdict.Standing is PowerStanding.Lost or PowerStanding.OnBattery);

        await Follow(loads);
        await SomeTicks();

        Assert.DoesNotContain("FSD rack", _fleet.Nut.Orders);
    }

    [Fact]
    public async Task Observer_NeverLogsIn()
    {
        await OnLine(NutRole.Observer);
        await SomeTicks();

        Assert.Empty(_fleet.Nut.Orders);
        Assert.Null((await Source.GetSnapshot())!.Login);
    }

    [Fact]
    public async Task SourceThatIsRemoved_LogsOut()
    {
        await OnLine(NutRole.Secondary);
        await Until(_ => _fleet.Nut.Logins == 1);

        await Source.Remove(Rack);

        await _fleet.AdvanceUntil(() => Task.FromResult(_fleet.Nut.Logins == 0));
    }

    private Task Follow(FollowedLoads loads) => Source.Follow(new() { Group = Lab, Loads = loads });

    private async Task OnLine(NutRole role)
    {
        _fleet.Nut.Says("rack", "OL", ("battery.charge", "100"), ("battery.runtime", "3600"));
        var config = new PowerSourceConfig
        {
            Name = "Rack",
            Ups = new() { Server = new() { Host = "nut.example" }, Ups = "rack", Role = role, UserName = "monitor" },
        };
        await Source.Configure(config, new() { Password = new Secret("x") }, PowerOrigin.User);
        await Until(source => source.Verdict.Standing == PowerStanding.OnLine);
    }

    private async Task Lose()
    {
        _fleet.Nut.Says("rack", "OB LB", ("battery.charge", "9"));
        await Until(source => source.Verdict.Standing == PowerStanding.Lost);
    }

    // Two seconds of ticks, each of which was carried through.
    private async Task SomeTicks()
    {
        var until = _fleet.Now + TimeSpan.FromSeconds(2);
        await Until(_ => _fleet.Now >= until);
    }

    private Task Until(Func<PowerSourceSnapshot, bool> condition) => Eventually.IsTrue(async () =>
    {
        if (await Source.GetSnapshot() is { } before && condition(before)) return true;
        _fleet.Advance(TimeSpan.FromMilliseconds(250));
        return await Source.GetSnapshot() is { } source && condition(source);
    });
}
