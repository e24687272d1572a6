using System.Net;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate;
using NasOrleans.Simulators.TrueNas.Estate.Apps;
using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Tests.Debug;

public sealed class EstateDebugTests : IAsyncLifetime
{
    private TrueNasFleet _fleet = null!;
    private HttpClient _http = null!;

    private NasEstate Estate => _fleet.Systems[0].Estate;

    public async Task InitializeAsync()
    {
        _fleet = await TrueNasFleet.StartAsync(new FleetOptions { ControlPort = 0, Profile = Profile.BurnIn15, Tls = false });
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_fleet.ControlPort}/systems/0/debug/") };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _fleet.DisposeAsync();
    }

    [Fact]
    public async Task Pool_Degrades_Heals_AndFills()
    {
        await Post("pools/tank/degrade");
        Assert.Equal("DEGRADED", Estate.Pools.Status(Estate.Pools["tank"]));
        await Post("pools/tank/heal");
        Assert.Equal("ONLINE", Estate.Pools.Status(Estate.Pools["tank"]));
        await Post("pools/tank/fill?part=0.97");
        Assert.Contains(Estate.Alerts.All, alert => alert.Class == "ZpoolCapacityCritical");
    }

    [Fact]
    public async Task Drive_HeatsSleepsWearsAndIsReplaced()
    {
        var drive = Estate.Shelf[0];
        await Post("drives/sda/heat?degrees=31.5");
        await Post("drives/sda/wear?reallocated=9");
        Assert.Equal((31.5, 9), (drive.Heat, drive.Health.Reallocated));
        await Post("drives/sda/sleep");
        Assert.Null(drive.Temperature(_fleet.Systems[0].Clock.GetUtcNow()));
        await Post("drives/sda/replace");
        Assert.Null(Estate.Shelf.BayOf(drive));
        Assert.Equal(drive.Model, Estate.Shelf.Find("sda")!.Drive.Model);
    }

    [Fact]
    public async Task Drive_MovesToAnotherSystem()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Systems = 2, ControlPort = 0, Tls = false });
        var drive = fleet.Systems[0].Estate.Shelf[3];
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{fleet.ControlPort}") };

        using var answer = await http.PostAsync(new Uri("/systems/0/debug/drives/sdd/move?to=1", UriKind.Relative), null);
        using var nowhere = await http.PostAsync(new Uri("/systems/0/debug/drives/sda/move?to=2", UriKind.Relative), null);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (answer.StatusCode, nowhere.StatusCode));
        Assert.Null(fleet.Systems[0].Estate.Shelf.BayOf(drive));
        Assert.Equal("sdf", fleet.Systems[1].Estate.Shelf.BayOf(drive)!.Name);
    }

    [Fact]
    public async Task Test_Starts_AndShowsInTheState()
    {
        await Post("drives/sdc/test?kind=long");

        var state = JsonNode.Parse(await _http.GetStringAsync("state"))!;
        Assert.Equal("Long Running", state["drives"]!.AsArray().Single(row => row!["name"]!.ToString() == "sdc")!["test"]!.ToString());
        await Post("complete-all-jobs");
        state = JsonNode.Parse(await _http.GetStringAsync("state"))!;
        Assert.Equal("Long Passed", state["drives"]!.AsArray().Single(row => row!["name"]!.ToString() == "sdc")!["test"]!.ToString());
    }

    [Fact]
    public async Task Smartctl_PrintsForAScript()
    {
        using var answer = await _http.GetAsync("smartctl?command=smartctl+-j+-x+/dev/sdm");

        Assert.Equal("0", answer.Headers.GetValues("X-Exit-Status").Single());
        Assert.Equal("HUS728T8TAL5200", JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["model_name"]!.ToString());
    }

    [Fact]
    public async Task AppsMachinesServicesAndAlerts_Change()
    {
        await Post("apps/syncthing/crash");
        await Post("machines/1/stop");
        await Post("services/ups/start");
        await Post("alerts?class=UPSOnBattery&level=CRITICAL&text=on+battery");

        Assert.Equal(AppState.Crashed, Estate.Apps.Find("syncthing")!.State);
        Assert.False(Estate.Machines.Find(1)!.IsRunning);
        Assert.True(Estate.Services.All.Single(service => service.Name == "ups").IsRunning);
        Assert.Equal("on battery", Assert.Single(Estate.Alerts.All).Formatted);
    }

    [Theory]
    [InlineData("pools/none/degrade")]
    [InlineData("pools/tank/explode")]
    [InlineData("drives/sdz/heat")]
    [InlineData("drives/sda/fault")]
    [InlineData("apps/none/stop")]
    [InlineData("machines/x/stop")]
    public async Task WhatIsNotThere_IsNotFound(string path)
    {
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task Post(string path)
    {
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
