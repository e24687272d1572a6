using NasOrleans.Protocols;
using NasOrleans.Protocols.TrueNas;
using NasOrleans.Protocols.TrueNas.Events;
using NasOrleans.Protocols.TrueNas.Orders;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.Protocols.TrueNas.Orders;

public sealed class OrderRulesTests
{
    private static readonly NasVersion Core = new(13, 3);

    [Fact]
    public void Shutdown_CarriesAReason_WhereOneIsWanted()
    {
        Assert.Equal(new WireCall("system.shutdown"), Of(new NasOrder.ShutDown("UPS"), NasVersion.V2410));
        Assert.Equal(new WireCall("system.shutdown", """["UPS",{}]"""), Of(new NasOrder.ShutDown("UPS"), NasVersion.V2504));
        Assert.Equal(new WireCall("system.reboot", """["NasOrleans",{}]"""), Of(new NasOrder.Reboot(""), NasVersion.V26));
        Assert.Equal(new WireCall("system.reboot"), Of(new NasOrder.Reboot("x"), Core));
    }

    [Theory]
    [InlineData(WorkloadKind.App, "plex", 24, 10, "app.stop", """["plex"]""")]
    [InlineData(WorkloadKind.App, "plex", 24, 4, "chart.release.scale", """["plex",{"replica_count":0}]""")]
    [InlineData(WorkloadKind.Machine, "3", 25, 10, "vm.stop", """[3,{"force":false,"force_after_timeout":true}]""")]
    [InlineData(WorkloadKind.Machine, "win", 25, 4, "virt.instance.stop", """["win",{"timeout":30,"force":false}]""")]
    [InlineData(WorkloadKind.Container, "web", 25, 10, "virt.instance.stop", """["web",{"timeout":30,"force":false}]""")]
    [InlineData(WorkloadKind.Container, "7", 26, 0, "container.stop", """[7,{"force":false,"force_after_timeout":true}]""")]
    [InlineData(WorkloadKind.Jail, "j1", 13, 3, "jail.stop", """["j1"]""")]
    public void Stop_IsCalledAsEachReleaseDoes(WorkloadKind kind, string id, int major, int minor, string method, string arguments) => Assert.Equal(
        new WireCall(method, arguments),
        Of(new NasOrder.StopWorkload(new Workload { Kind = kind, Id = id, Name = id }, TimeSpan.FromSeconds(30)), new NasVersion(major, minor)));

    [Theory]
    [InlineData(WorkloadKind.Jail, "j1", 25, 10)]
    [InlineData(WorkloadKind.App, "a", 13, 3)]
    [InlineData(WorkloadKind.Machine, "x", 26, 0)]
    public void Stop_OfWhatAReleaseHasNot_IsNoCall(WorkloadKind kind, string id, int major, int minor) => Assert.Null(
        Of(new NasOrder.StopWorkload(new Workload { Kind = kind, Id = id, Name = id }, TimeSpan.FromSeconds(30)), new NasVersion(major, minor)));

    [Fact]
    public void Subscriptions_FollowTheNamesOfTheRelease()
    {
        Assert.Contains("system", EventRules.Subscriptions(NasVersion.V2212));
        Assert.Contains("system.shutdown", EventRules.Subscriptions(NasVersion.V2404));
        Assert.Contains("app.query", EventRules.Subscriptions(NasVersion.V2410));
        Assert.True(EventRules.IsGoingDown("system.shutdown", "added"));
        Assert.False(EventRules.IsGoingDown("system.ready", "added"));
        Assert.Equal(InventoryPart.Alerts, EventRules.Changed("alert.list"));
        Assert.Null(EventRules.Changed("core.get_jobs"));
    }

    private static WireCall? Of(NasOrder order, NasVersion version) => OrderRules.Of(order, Capabilities.Of(version), version);
}
