using NasOrleans.Protocols;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.TrueNas.Faults;

public sealed class RestFaultTests
{
    [Theory]
    [InlineData(Release.Core133, Fault.RefusesCredentials, LinkError.Auth)]
    [InlineData(Release.V2510, Fault.RefusesCredentials, LinkError.Auth)]
    [InlineData(Release.Core133, Fault.HtmlInsteadOfJson, LinkError.Protocol)]
    [InlineData(Release.V2510, Fault.RedirectsToUi, LinkError.Protocol)]
    [InlineData(Release.V2510, Fault.BadGateway, LinkError.Connection)]
    [InlineData(Release.V2510, Fault.NotAuthorized, LinkError.Permission)]
    [InlineData(Release.V2510, Fault.TruncatedJson, LinkError.Protocol)]
    [InlineData(Release.Core133, Fault.DropsMidAnswer, LinkError.Connection)]
    public async Task Fault_OverRest_IsTold_AndHeals(Release release, Fault fault, LinkError error)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release, Tls = false });
        var system = fleet.Systems[0];
        await using var gate = new Gatekeeper(system.Port, "/api/versions", "/api/current", "/websocket");
        await using var nas = Client.Nas(Client.Target(system, Credential.Password).With(config => config with { Port = gate.Port }));
        Assert.Null((await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None)).Fault);
        system.Faults.Set(fault);

        var report = await nas.ReadAsync([InventoryPart.Facts, InventoryPart.Pools], CancellationToken.None);

        Assert.True(report.Fault?.Error == error, $"{report.Fault}");
        system.Faults.ClearAll();
        Assert.Null((await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None)).Fault);
        Assert.Equal(Presence.Up, (await nas.ProbeAsync(CancellationToken.None)).Presence);
        system.CutPower();
        Assert.NotEqual(Presence.Up, (await nas.ProbeAsync(CancellationToken.None)).Presence);
    }
}
