using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Tests.Estate;

public sealed class AppAndMachineTests
{
    [Fact]
    public async Task AppStop_TakesTime_AndPassesThroughStopping()
    {
        var nas = new SimulatedNas(Release.V2510);
        var job = nas.Start("app.stop", """["jellyfin"]""");
        await Eventually.IsTrue(() => nas.Time.Armed > 0);

        Assert.Equal("STOPPING", State(nas));
        await Eventually.IsTrue(nas.Time, TimeSpan.FromSeconds(1), () => job.IsOver);
        Assert.Equal("STOPPED", State(nas));

        static string State(SimulatedNas nas) => nas.Call("app.query", """[[["name","=","jellyfin"]],{"get":true}]""")!["state"]!.GetValue<string>();
    }

    [Theory]
    [InlineData(Release.V2510, "app.stop", """["none"]""")]
    [InlineData(Release.Core133, "jail.stop", """["none"]""")]
    [InlineData(Release.V26, "vm.stop", "[9]")]
    public async Task Stop_OfNothing_Fails(Release release, string method, string arguments)
    {
        var job = new SimulatedNas(release).Start(method, arguments);
        await job.Over;
        Assert.Equal(JobState.Failed, job.State);
    }

    [Fact]
    public async Task ChartScaledToNone_IsStopped()
    {
        var nas = new SimulatedNas(Release.Scale2404);
        var job = nas.Start("chart.release.scale", """["jellyfin",{"replica_count":0}]""");
        await Eventually.IsTrue(nas.Time, TimeSpan.FromSeconds(1), () => job.IsOver);

        Assert.Equal("STOPPED", nas.Rows("chart.release.query")[0]!["status"]!.GetValue<string>());
    }

    [Fact]
    public void Jails_AreUpOrDown() => Assert.All(new SimulatedNas(Release.Core133).Rows("jail.query"), row => Assert.Equal("up", row!["state"]!.GetValue<string>()));

    [Theory]
    [InlineData(8, "{}", 8, true)]
    [InlineData(null, "{}", 90, false)]
    [InlineData(null, """{"force_after_timeout":true}""", 90, true)]
    [InlineData(null, """{"force":true}""", 0, true)]
    public async Task VmStop_AsksTheGuest_AndForcesIfTold(int? guestTakes, string options, int seconds, bool stops)
    {
        var nas = new SimulatedNas(Release.V2510);
        nas.Estate.Machines.Set(nas.Estate.Machines.Find(1)! with { StopTakes = guestTakes is { } takes ? TimeSpan.FromSeconds(takes) : null });
        var started = nas.Now;
        var job = nas.Start("vm.stop", $"[1,{options}]");

        await Eventually.IsTrue(() => job.IsOver || nas.Time.Armed > 0);
        if (!job.IsOver) nas.Time.Advance(TimeSpan.FromSeconds(seconds));
        await job.Over;

        Assert.Equal(started.AddSeconds(seconds), nas.Now);
        Assert.Equal(stops ? "STOPPED" : "RUNNING", nas.Call("vm.status", "[1]")!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Containers_AreInstancesThenContainers()
    {
        var (earlier, later) = (new SimulatedNas(Release.V2510), new SimulatedNas(Release.V26));
        Assert.Equal("pihole RUNNING", $"{earlier.Rows("virt.instance.query")[0]!["id"]} {earlier.Rows("virt.instance.query")[0]!["status"]}");
        Assert.Equal(3, later.Rows("container.query")[0]!["id"]!.GetValue<int>());
        Assert.Equal(2, later.Rows("vm.query").Count);

        var job = earlier.Start("virt.instance.stop", """["pihole",{"timeout":-1,"force":true}]""");
        await job.Over;
        Assert.Equal("STOPPED", earlier.Rows("virt.instance.query")[0]!["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(Release.Scale2404, "dtype")]
    [InlineData(Release.V2510, "attributes.dtype")]
    public void RawDisk_OfAMachine_IsAmongItsDevices(Release release, string kind)
    {
        var nas = new SimulatedNas(release);
        nas.Estate.Machines.Set(nas.Estate.Machines.Find(1)! with { RawDisk = "sdd" });

        Assert.Equal(1, nas.Call("vm.device.query", $$"""[[["attributes.path","=","/dev/sdd"],["{{kind}}","=","DISK"]],{"get":true}]""")!["vm"]!.GetValue<int>());
    }

    [Fact]
    public async Task VmStop_SameMachineTwice_Queues()
    {
        var nas = new SimulatedNas(Release.V2510);
        var (first, second) = (nas.Start("vm.stop", "[1]"), nas.Start("vm.stop", "[1]"));

        await Eventually.IsTrue(() => first.State == JobState.Running && nas.Time.Armed > 0);
        Assert.Equal(JobState.Waiting, second.State);
        await Eventually.IsTrue(nas.Time, TimeSpan.FromSeconds(1), () => second.IsOver);
        Assert.Equal((JobState.Success, JobState.Failed), (first.State, second.State));
    }

    [Fact]
    public void VmStop_WithoutANumber_IsRefusedBeforeItStarts() => Assert.Throws<MethodError>(
        () => new SimulatedNas(Release.V2510).Appliance.Methods.Methods["vm.stop"].Check!(new JsonArray("windows")));
}
