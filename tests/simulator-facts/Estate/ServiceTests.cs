using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.HighAvailability;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Tests.Estate;

public sealed class ServiceTests
{
    [Theory]
    [InlineData(Release.Core133, true)]
    [InlineData(Release.V2504, true)]
    [InlineData(Release.V2510, false)]
    public void Services_SmartdWentWithTheSmartApi(Release release, bool hasSmartd)
    {
        var names = new SimulatedNas(release).Rows("service.query").Select(row => row!["service"]!.GetValue<string>()).ToList();

        Assert.Equal(hasSmartd, names.Contains("smartd"));
        Assert.Contains("ups", names);
    }

    [Fact]
    public async Task Control_IsAJob_FromV2510On()
    {
        var nas = new SimulatedNas(Release.V2510);
        var job = nas.Start("service.control", """["START","ups",{}]""");
        await Eventually.IsTrue(nas.Time, TimeSpan.FromSeconds(1), () => job.IsOver);

        Assert.True(job.Result!.GetValue<bool>());
        Assert.Equal("RUNNING", nas.Call("service.query", """[[["service","=","ups"]],{"get":true}]""")!["state"]!.GetValue<string>());
        Assert.Throws<MethodError>(() => nas.Appliance.Methods.Methods["service.control"].Check!(new JsonArray("EXPLODE", "ups")));
    }

    [Fact]
    public void StartAndStop_AnswerWhetherItRuns()
    {
        var nas = new SimulatedNas(Release.Scale2404);

        Assert.True(nas.Call("service.start", """["ups"]""")!.GetValue<bool>());
        Assert.True(nas.Call("service.started", """["ups"]""")!.GetValue<bool>());
        Assert.False(nas.Call("service.stop", """["ups"]""")!.GetValue<bool>());
        Assert.Throws<MethodError>(() => nas.Call("service.start", """["none"]"""));
    }

    [Fact]
    public void Ups_IsMasterUntilChanged_AndCoreMails()
    {
        var nas = new SimulatedNas(Release.V2510);
        Assert.Equal("MASTER BATT 30 ups@localhost:3493", Said(nas.Call("ups.config")!));
        Assert.True(new SimulatedNas(Release.Core133).Call("ups.config")!.AsObject().ContainsKey("emailnotify"));

        nas.Call("ups.update", """[{"mode":"SLAVE","remotehost":"10.20.0.9","shutdown":"LOWBATT"}]""");

        Assert.Equal("SLAVE LOWBATT 30 ups@10.20.0.9:3493", Said(nas.Call("ups.config")!));
        Assert.Throws<MethodError>(() => nas.Call("ups.update", """[{"mode":"BOSS"}]"""));

        static string Said(JsonNode ups) => $"{ups["mode"]} {ups["shutdown"]} {ups["shutdowntimer"]} {ups["complete_identifier"]}";
    }

    [Fact]
    public void Update_HasTheShapeOfItsRelease()
    {
        var (earlier, later) = (new SimulatedNas(Release.V2504), new SimulatedNas(Release.V2510));
        Assert.Equal("UNAVAILABLE", earlier.Call("update.check_available")!["status"]!.GetValue<string>());
        Assert.Null(later.Call("update.status")!["status"]!["new_version"]);
        (earlier.Estate.NewVersion, later.Estate.NewVersion) = ("25.10.1", "25.10.7");

        Assert.Equal("AVAILABLE 25.10.1", $"{earlier.Call("update.check_available")!["status"]} {earlier.Call("update.check_available")!["version"]}");
        Assert.Equal("25.10.7", later.Call("update.status")!["status"]!["new_version"]!["version"]!.GetValue<string>());
    }

    [Fact]
    public void Single_HasNoFailover()
    {
        var nas = new SimulatedNas(Release.V2510);

        Assert.Equal("False SINGLE MANUAL", $"{nas.Call("failover.licensed")!.GetValue<bool>()} {nas.Call("failover.status")} {nas.Call("failover.node")}");
        Assert.NotEmpty(nas.Rows("failover.disabled.reasons"));
    }

    [Fact]
    public void Pair_SharesItsShelf_AndTheStandbyHasNoPools()
    {
        var (a, b) = (new SimulatedNas(Release.V2510, Profile.Ha), new SimulatedNas(Release.V2510, Profile.Ha, 1));
        Appliance.Pair(a.Appliance, b.Appliance);

        Assert.Equal("MASTER A BACKUP B", $"{a.Call("failover.status")} {a.Call("failover.node")} {b.Call("failover.status")} {b.Call("failover.node")}");
        Assert.Equal(a.Rows("disk.query").ToJsonString(), b.Rows("disk.query").ToJsonString());
        Assert.Equal((1, 0), (a.Rows("pool.query").Count, b.Rows("pool.query").Count));
        Assert.Equal(1, a.Rows("disk.query")[0]!["enclosure"]!["slot"]!.GetValue<int>());

        a.Appliance.CutPower();

        Assert.Equal("MASTER", b.Call("failover.status")!.GetValue<string>());
        Assert.Single(b.Rows("pool.query"));
        b.Estate.Failover.Say(FailoverStatus.Importing);
        Assert.Equal("IMPORTING", b.Call("failover.status")!.GetValue<string>());
    }

    [Fact]
    public async Task CallRemote_ReachesTheOtherController_UntilItIsDark()
    {
        var (a, b) = (new SimulatedNas(Release.V2510, Profile.Ha), new SimulatedNas(Release.V2510, Profile.Ha, 1));
        Appliance.Pair(a.Appliance, b.Appliance);
        Assert.True(a.HasHidden("failover.call_remote"));
        Assert.Equal("B", a.Call("failover.call_remote", """["failover.node"]""")!.GetValue<string>());

        a.Call("failover.call_remote", """["system.shutdown",["UPS low battery",{}]]""");
        await Eventually.IsTrue(b.Time, TimeSpan.FromSeconds(1), () => b.Appliance.IsDark);

        Assert.Equal((0, 1), (a.Appliance.Received.Count("system.shutdown"), b.Appliance.Received.Count("system.shutdown")));
        Assert.Equal(Errno.ETIMEDOUT, Assert.Throws<MethodError>(() => a.Call("failover.call_remote", """["failover.node"]""")).Errno);
        Assert.Throws<MethodError>(() => new SimulatedNas(Release.V2510).Call("failover.call_remote", """["failover.node"]"""));
    }

    [Fact]
    public void Interfaces_HaveAddressesAndLinkStates()
    {
        var row = new SimulatedNas(Release.V2510).Rows("interface.query")[0]!;

        Assert.Equal("enp3s0 PHYSICAL INET LINK_STATE_UP", $"{row["id"]} {row["type"]} {row["aliases"]![0]!["type"]} {row["state"]!["link_state"]}");
        Assert.Equal("LINK_STATE_DOWN", new SimulatedNas(Release.V2510).Rows("interface.query")[1]!["state"]!["link_state"]!.GetValue<string>());
        Assert.Equal("igb0", new SimulatedNas(Release.Core133).Rows("interface.query")[0]!["name"]!.GetValue<string>());
    }

    [Fact]
    public void ExtentsOnDisks_AreListed()
    {
        var nas = new SimulatedNas(Release.V2510);
        nas.Estate.DiskExtents = ["sdd"];

        Assert.Equal("DISK /dev/sdd", $"{nas.Rows("iscsi.extent.query")[0]!["type"]} {nas.Rows("iscsi.extent.query")[0]!["path"]}");
    }
}
