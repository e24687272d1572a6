using NasOrleans.Simulators.Ups.Hosting;
using NasOrleans.Simulators.Ups.Profiles;
using NasOrleans.Simulators.Ups.Units;

namespace NasOrleans.Tests.Ups;

public sealed class SwitchTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private UpsFleet _fleet = null!;
    private NutTalk _talk = null!;

    private SimulatedUps Ups => _fleet.Units[0];

    public async Task InitializeAsync()
    {
        _fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Time = _time, IdleCut = TimeSpan.FromDays(1), Make = UpsMake.Eaton, Load = 100, RuntimeAtFullLoad = TimeSpan.FromMinutes(30) });
        _talk = await NutTalk.AsAsync(_fleet.Server, "admin");
    }

    public async Task DisposeAsync()
    {
        _talk.Dispose();
        await _fleet.DisposeAsync();
    }

    [Fact]
    public async Task ShutdownReturn_TurnsOffAfterItsDelayAndOnWithTheMains()
    {
        Ups.LoseMains();
        await DoAsync("shutdown.return");
        Assert.Equal("20", Ups["ups.timer.shutdown"]);
        _time.Advance(TimeSpan.FromSeconds(19));
        Assert.True(Ups.HasPower);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(Ups.HasPower);
        Assert.Equal(_time.GetUtcNow(), Ups.LoadLostAt);
        Assert.Equal("shutdown.return", Ups.Events.Last(told => told.Kind == UpsEventKind.LoadLost).Reason);

        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.False(Ups.HasPower);
        Ups.RestoreMains();
        Assert.Equal("30", Ups["ups.timer.start"]);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(Ups.HasPower);
    }

    [Fact]
    public async Task ShutdownReturn_WithMainsThere_CyclesThePower()
    {
        await DoAsync("shutdown.return");
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.False(Ups.HasPower);

        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.True(Ups.HasPower);
    }

    [Fact]
    public async Task ShutdownStayOff_StaysOffWhateverTheMains()
    {
        Ups.LoseMains();
        await DoAsync("shutdown.stayoff");
        _time.Advance(TimeSpan.FromSeconds(20));
        Ups.RestoreMains();
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(Ups.HasPower);

        await DoAsync("load.on");

        Assert.True(Ups.HasPower);
    }

    [Fact]
    public async Task ShutdownStop_CallsItOff()
    {
        await DoAsync("shutdown.return");
        await DoAsync("shutdown.stop");
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(Ups.HasPower);
        Assert.Equal("-1", Ups["ups.timer.shutdown"]);
    }

    [Fact]
    public async Task LoadOff_IsAtOnce()
    {
        await DoAsync("load.off");

        Assert.False(Ups.HasPower);
        Assert.Equal("OL OFF", Ups["ups.status"]);
    }

    [Fact]
    public async Task Outlet_IsShedByItself()
    {
        Assert.Equal("100", Ups["ups.load"]);
        await DoAsync("outlet.2.shutdown.return");
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.False(Ups.Outlets[1].IsOn);
        Assert.Equal("off", Ups["outlet.2.status"]);
        Assert.Equal("66", Ups["ups.load"]);
        Assert.True(Ups.HasPower);

        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(Ups.Outlets[1].IsOn);
    }

    [Fact]
    public async Task QuickTest_IsShortlyOnBattery()
    {
        await DoAsync("test.battery.start.quick");
        Assert.Equal("TEST OB DISCHRG", Ups["ups.status"]);
        Assert.Equal("In progress", Ups["ups.test.result"]);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("OL CHRG", Ups["ups.status"]);
        Assert.Equal("Done and passed", Ups["ups.test.result"]);
    }

    [Fact]
    public async Task DeepTest_RunsUntilLowAndIsStopped()
    {
        await DoAsync("test.battery.start.deep");
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("TEST OB DISCHRG", Ups["ups.status"]);
        _time.Advance(TimeSpan.FromMinutes(25));
        Assert.Equal("Done and passed", Ups["ups.test.result"]);
        Assert.True(Ups.HasPower);

        await DoAsync("test.battery.start.deep");
        await DoAsync("test.battery.stop");
        Assert.Equal("Aborted", Ups["ups.test.result"]);
    }

    [Fact]
    public async Task Test_OfABadBattery_FailsWithoutLosingTheLoad()
    {
        Ups.SetBatteryHealth(0);
        await DoAsync("test.battery.start.quick");
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("Done and failed", Ups["ups.test.result"]);
        Assert.Contains("RB", Ups["ups.status"]!.Split(' '));
        Assert.True(Ups.HasPower);
    }

    [Fact]
    public async Task Test_WhenMainsGoes_GoesOnAsAnOutage()
    {
        await DoAsync("test.battery.start.deep");
        Ups.LoseMains();

        Assert.Equal("OB DISCHRG", Ups["ups.status"]);
        Assert.Equal("Aborted", Ups["ups.test.result"]);
    }

    [Fact]
    public async Task Calibration_SaysCal()
    {
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Time = _time });
        using var talk = await NutTalk.AsAsync(fleet.Server, "admin");
        await talk.AskAsync("INSTCMD ups1 calibrate.start");

        Assert.Equal("CAL OB DISCHRG", fleet.Units[0]["ups.status"]);
        _time.Advance(TimeSpan.FromHours(2));
        Assert.StartsWith("OL", fleet.Units[0]["ups.status"], StringComparison.Ordinal);
    }

    private async Task DoAsync(string command) => Assert.Equal("OK", await _talk.AskAsync($"INSTCMD ups1 {command}"));
}
