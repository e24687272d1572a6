using NasOrleans.Simulators.Ups.Hosting;
using NasOrleans.Simulators.Ups.Server;
using NasOrleans.Simulators.Ups.Units;

namespace NasOrleans.Tests.Ups;

public sealed class WriteTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private UpsFleet _fleet = null!;
    private NutTalk _talk = null!;

    public async Task InitializeAsync()
    {
        _fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Time = _time, TrackingTakes = TimeSpan.FromSeconds(2) });
        _talk = await NutTalk.AsAsync(_fleet.Server, "admin");
    }

    public async Task DisposeAsync()
    {
        _talk.Dispose();
        await _fleet.DisposeAsync();
    }

    [Theory]
    [InlineData("battery.charge.low 35", "OK")]
    [InlineData("battery.charge.low 135", "ERR INVALID-VALUE")]
    [InlineData("input.sensitivity high", "OK")]
    [InlineData("input.sensitivity extreme", "ERR INVALID-VALUE")]
    [InlineData("ups.id 123456789", "ERR TOO-LONG")]
    [InlineData("ups.model x", "ERR READONLY")]
    [InlineData("no.such x", "ERR VAR-NOT-SUPPORTED")]
    [InlineData("ups.id", "ERR INVALID-ARGUMENT")]
    public async Task Set_TakesWhatFits(string what, string answer) => Assert.Equal(answer, await _talk.AskAsync($"SET VAR ups1 {what}"));

    [Fact]
    public async Task Set_ShowsAndCounts()
    {
        await _talk.AskAsync("SET VAR ups1 battery.charge.low 100");

        Assert.Equal("100", await _talk.ValueAsync("ups1", "battery.charge.low"));
        Assert.Equal("OL LB", await _talk.ValueAsync("ups1", "ups.status"));
        Assert.Contains(_fleet.Units[0].Events, told => told.Kind == UpsEventKind.VariableSet);
        Assert.Equal("SET VAR ups1 battery.charge.low 100", Assert.Single(_fleet.Server.Received.Deeds).Line);
    }

    [Theory]
    [InlineData("INSTCMD ups1 beeper.mute", "OK")]
    [InlineData("INSTCMD ups1 make.coffee", "ERR CMD-NOT-SUPPORTED")]
    [InlineData("INSTCMD ups2 beeper.mute", "ERR UNKNOWN-UPS")]
    [InlineData("INSTCMD ups1", "ERR INVALID-ARGUMENT")]
    public async Task Command_IsCarriedOutOrRefused(string line, string answer) => Assert.Equal(answer, await _talk.AskAsync(line));

    [Theory]
    [InlineData("INSTCMD ups1 load.off.delay 30", "SUCCESS")]
    [InlineData("INSTCMD ups1 load.off.delay soon", "ERR INVALID-ARGUMENT")]
    public async Task Tracking_TellsHowItEnded(string line, string end)
    {
        Assert.Equal("OFF", await _talk.AskAsync("GET TRACKING"));
        Assert.Equal("OK", await _talk.AskAsync("SET TRACKING ON"));
        Assert.Equal("ON", await _talk.AskAsync("GET TRACKING"));

        var answer = await _talk.AskAsync(line);
        Assert.StartsWith("OK TRACKING ", answer, StringComparison.Ordinal);
        var id = answer.Split(' ')[2];

        Assert.Equal("PENDING", await _talk.AskAsync($"GET TRACKING {id}"));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(end, await _talk.AskAsync($"GET TRACKING {id}"));
        Assert.Equal("ERR UNKNOWN", await _talk.AskAsync("GET TRACKING 12345678-1234-1234-1234-123456789012"));
    }

    [Fact]
    public async Task Test_OnBattery_Fails()
    {
        await _talk.AskAsync("SET TRACKING ON");
        _fleet.Units[0].LoseMains();

        var id = (await _talk.AskAsync("INSTCMD ups1 test.battery.start.quick")).Split(' ')[2];
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("ERR FAILED", await _talk.AskAsync($"GET TRACKING {id}"));
    }

    [Fact]
    public async Task TrackingOfAnId_WithoutTracking_IsRefused() =>
        Assert.Equal("ERR FEATURE-NOT-CONFIGURED", await _talk.AskAsync("GET TRACKING 1"));

    [Fact]
    public async Task OldRelease_AnswersOkWithoutTracking()
    {
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Release = NutRelease.V274 });
        using var talk = await NutTalk.AsAsync(fleet.Server, "admin");

        Assert.Equal("ERR INVALID-ARGUMENT", await talk.AskAsync("GET TRACKING"));
        Assert.Equal("OK", await talk.AskAsync("INSTCMD ups1 beeper.disable"));
        Assert.Equal("disabled", await talk.ValueAsync("ups1", "ups.beeper.status"));
    }
}
