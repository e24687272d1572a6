using System.Net;
using System.Text;
using NasOrleans.Simulators.Ups.Hosting;
using NasOrleans.Simulators.Ups.Units;

namespace NasOrleans.Tests.Ups;

public sealed class ScenarioTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private UpsFleet _fleet = null!;

    public async Task InitializeAsync() => _fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Units = 3, Time = _time, DebugPort = 0 });

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public void Play_DoesEachStepAtItsTimeAndUndoesIt()
    {
        _fleet.Play("""
            { // Comments are allowed.
              "steps": [
                { "at": "10s", "ups": "ups1", "what": "outage", "for": "1m" },
                { "at": "00:00:20", "ups": "*", "what": "load", "percent": 80 },
              ]
            }
            """);
        Assert.Equal("OL", _fleet["ups1"]["ups.status"]);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("OB DISCHRG", _fleet["ups1"]["ups.status"]);
        Assert.Equal("OL", _fleet["ups2"]["ups.status"]);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("80", _fleet["ups3"]["ups.load"]);
        Assert.Equal(1, _fleet.ScenariosRunning);

        _time.Advance(TimeSpan.FromSeconds(50));

        Assert.Equal("OL CHRG", _fleet["ups1"]["ups.status"]);
        Assert.Equal(0, _fleet.ScenariosRunning);
    }

    [Fact]
    public void Flicker_IsSeveralOutages()
    {
        _fleet.Play("""[{ "ups": "ups1", "what": "flicker", "times": 4, "off": "1s", "on": "3s" }]""");
        _time.Advance(TimeSpan.FromMinutes(1));

        var kinds = _fleet["ups1"].Events.Select(told => told.Kind).ToList();
        Assert.Equal(4, kinds.Count(kind => kind == UpsEventKind.OnBattery));
        Assert.Equal(4, kinds.Count(kind => kind == UpsEventKind.OnLine));
    }

    [Theory]
    [InlineData("outage", "OB DISCHRG")]
    [InlineData("brown-out", "OB DISCHRG")]
    [InlineData("over-voltage", "OB DISCHRG")]
    [InlineData("boost", "OL BOOST")]
    [InlineData("trim", "OL TRIM")]
    [InlineData("overload", "OL OVER")]
    [InlineData("bypass", "OL BYPASS")]
    [InlineData("replace-battery", "OL RB")]
    [InlineData("alarm", "ALARM OL")]
    [InlineData("wait", "WAIT")]
    [InlineData("stale", "ERR DATA-STALE")]
    [InlineData("driver-dies", "ERR DRIVER-NOT-CONNECTED")]
    [InlineData("never-answers", "OL")]
    public async Task Doing_ShowsAndIsUndone(string what, string status)
    {
        using var talk = await NutTalk.ToAsync(_fleet.Server);
        _fleet.Play($$"""[{ "ups": "ups1", "what": "{{what}}", "for": "1s" }]""");
        if (what != "never-answers") Assert.Equal(status, await talk.ValueAsync("ups1", "ups.status"));

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.StartsWith("OL", await talk.ValueAsync("ups1", "ups.status"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{ "ups": "ups1", "what": "earthquake" }]""", "nothing is called 'earthquake'")]
    [InlineData("""[{ "ups": "ups9", "what": "outage" }]""", "no UPS is called 'ups9'")]
    [InlineData("""[{ "what": "outage" }]""", "Step 1 needs exactly one of ups, server, nas")]
    [InlineData("""[{ "ups": "ups1", "what": "outage", "at": "soon" }]""", "'soon' is no duration")]
    [InlineData("""[{ "ups": "ups1", "what": "fsd", "for": "1m" }]""", "cannot be undone")]
    [InlineData("""[{ "ups": "ups1", "what": "load", "percent": "much" }]""", "'much' is no number")]
    [InlineData("""[{ "nas": "nas-1", "what": "power-off" }]""", "nobody here is a 'nas'")]
    [InlineData("""[{ "ups": "ups1" """, "is no JSON")]
    public void Play_WhatCannotBe_IsRefusedBeforeAnythingHappens(string json, string complaint)
    {
        var wrong = Assert.Throws<FormatException>(() => _fleet.Play(json));

        Assert.Contains(complaint, wrong.Message, StringComparison.Ordinal);
        Assert.Empty(_fleet["ups1"].Events);
    }

    [Fact]
    public void StepsOfOthers_CanBeLeftToThem()
    {
        _fleet.Play("""[{ "nas": "nas-1", "what": "power-off" }, { "ups": "ups1", "what": "outage" }]""", skipOthers: true);

        Assert.Equal("OB DISCHRG", _fleet["ups1"]["ups.status"]);
    }

    [Fact]
    public async Task ServerStep_SwitchesAFault()
    {
        _fleet.Play("""[{ "server": "1", "what": "garbage-bytes", "for": "10s" }]""");
        using var talk = await NutTalk.ToAsync(_fleet.Server);
        Assert.Equal(8, (await talk.AskAsync("NETVER")).Length);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("1.3", await talk.AskAsync("NETVER"));
    }

    [Fact]
    public async Task DebugDoor_ShowsChangesAndResets()
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_fleet.DebugPort}") };

        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync("/debug/ups/ups2/scenario?what=outage", null)).StatusCode);
        using var body = new StringContent("""{ "what": "charge", "percent": 40 }""", Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync("/debug/ups/ups2/scenario", body)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("/debug/ups/ups2/scenario?what=earthquake", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync("/debug/nothing", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync("/debug/servers/1/scenario?what=slow-answers&seconds=1", null)).StatusCode);

        var state = JsonNode.Parse(await http.GetStringAsync("/debug/state"))!;
        Assert.Equal("OB DISCHRG", (string?)state["units"]![1]!["status"]);
        Assert.Equal("slow-answers", (string?)state["servers"]![0]!["faults"]![0]);
        var ups = JsonNode.Parse(await http.GetStringAsync("/debug/ups/ups2"))!;
        Assert.Equal("40", (string?)ups["variables"]!["battery.charge"]);
        Assert.Contains("outage", await http.GetStringAsync("/debug/scenarios"), StringComparison.Ordinal);

        await http.PostAsync("/debug/reset", null);

        Assert.Equal("OL", _fleet["ups2"]["ups.status"]);
        Assert.Empty(_fleet.Server.Faults.On);
        Assert.Empty(_fleet["ups2"].Events);
    }
}
