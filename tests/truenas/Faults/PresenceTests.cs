using NasOrleans.Protocols;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.TrueNas.Faults;

/// <summary>Only a state that was really told is believed.</summary>
public sealed class PresenceTests
{
    private static readonly string[] AllButRest = ["/api/versions", "/api/current", "/websocket"];

    [Theory]
    [InlineData(Release.Core133)]
    [InlineData(Release.V2510)]
    public async Task Probe_OfALoginThatMayNotSee_IsUnclear_AndAnswers(Release release)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release });
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0]));
        Assert.Equal(Presence.Up, (await nas.ProbeAsync(CancellationToken.None)).Presence);
        fleet.Systems[0].Faults.Set(Fault.NotAuthorized);

        var seen = await nas.ProbeAsync(CancellationToken.None);

        Assert.True(seen is { Presence: Presence.Unclear, Answers: true, Fault.Error: LinkError.Permission }, $"{seen}");
    }

    [Fact]
    public async Task Probe_OfAWebServerWithoutItsMiddleware_IsUnclear_AndDoesNotAnswer()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Tls = false });
        await using var gate = new Gatekeeper(fleet.Systems[0].Port, AllButRest);
        await using var nas = OverRest(fleet.Systems[0], gate);
        Assert.Equal(Presence.Up, (await nas.ProbeAsync(CancellationToken.None)).Presence);
        fleet.Systems[0].Faults.Set(Fault.BadGateway);

        var seen = await nas.ProbeAsync(CancellationToken.None);

        Assert.True(seen is { Presence: Presence.Unclear, Answers: false, Fault: not null }, $"{seen}");
    }

    [Theory]
    [InlineData(Release.Core133)]
    [InlineData(Release.V2510)]
    public async Task Boot_OverRest_IsAskedForEachTime(Release release)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release, Tls = false });
        var system = fleet.Systems[0];
        await using var gate = new Gatekeeper(system.Port, AllButRest);
        await using var nas = OverRest(system, gate);
        var before = (await FactsAsync(nas)).BootId;
        Assert.Equal(before, (await nas.ProbeAsync(CancellationToken.None)).BootId);

        // Nobody asks while it is away: each call has a connection of its own, and none of them is seen to break.
        await RebootAsync(system);
        var probed = await nas.ProbeAsync(CancellationToken.None);
        await RebootAsync(system);
        var read = (await FactsAsync(nas)).BootId;

        Assert.Equal(Presence.Up, probed.Presence);
        Assert.Equal(3, new[] { before, probed.BootId, read }.Where(each => each is not null).Distinct().Count());
        Assert.Equal(system.Power.BootId.ToString(), read);
    }

    [Fact]
    public async Task Reading_OverRest_WithoutAnAnswer_GivesTheSessionUp()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Tls = false });
        await using var gate = new Gatekeeper(fleet.Systems[0].Port, AllButRest);
        await using var nas = OverRest(fleet.Systems[0], gate);
        await FactsAsync(nas);
        Assert.True(nas.Transport.Connected);
        fleet.Systems[0].CutPower();

        Assert.NotNull((await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None)).Fault);

        Assert.False(nas.Transport.Connected);
    }

    [Fact]
    public async Task Reading_OfWhatIsAllForbidden_IsAFault()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0]));
        await FactsAsync(nas);
        fleet.Systems[0].Faults.Set(Fault.NotAuthorized);

        var report = await nas.ReadAsync([InventoryPart.Pools, InventoryPart.Alerts], CancellationToken.None);

        Assert.True(report is { Inventory: null, Fault.Error: LinkError.Permission }, $"{report.Fault}");
    }

    private static INas OverRest(Appliance system, Gatekeeper gate) =>
        Client.Nas(Client.Target(system, Credential.Password).With(config => config with { Port = gate.Port }));

    private static async Task<SystemFacts> FactsAsync(INas nas)
    {
        var report = await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None);
        Assert.True(report.Fault is null, $"{report.Fault}");
        return report.Inventory!.Facts;
    }

    private static async Task RebootAsync(Appliance system)
    {
        system.CutPower();
        system.PowerOn();
        await Eventually.IsTrue(() => system.Power.State == PowerState.Ready);
    }
}
