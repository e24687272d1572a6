using NasOrleans.Simulators.Ups.Batteries;
using NasOrleans.Simulators.Ups.Hosting;
using NasOrleans.Simulators.Ups.Units;

namespace NasOrleans.Tests.Ups;

public sealed class BatteryTests : IAsyncDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ManualTimeProvider _time = new();
    private UpsFleet? _fleet;

    public async ValueTask DisposeAsync()
    {
        if (_fleet is not null) await _fleet.DisposeAsync();
    }

    [Fact]
    public async Task Outage_RunsTheBatteryDownToTheMomentItsLoadGoesDark()
    {
        var ups = await StartAsync();
        var start = _time.GetUtcNow();
        ups.LoseMains();

        _time.Advance(5 * Minute);
        Assert.Equal("OB DISCHRG", ups["ups.status"]);
        Assert.Equal("50", ups["battery.charge"]);
        Assert.Equal("300", ups["battery.runtime"]);

        _time.Advance(6 * Minute);

        Assert.False(ups.HasPower);
        Assert.True(ups.IsDead);
        AssertNear(start + 10 * Minute, ups.LoadLostAt);
        Assert.Equal([UpsEventKind.OnBattery, UpsEventKind.LowBattery, UpsEventKind.BatteryEmpty, UpsEventKind.LoadLost], ups.Events.Select(told => told.Kind).Where(kind => kind != UpsEventKind.OnLine));
        AssertNear(start + 8 * Minute, ups.Events.Single(told => told.Kind == UpsEventKind.LowBattery).At);
    }

    [Fact]
    public async Task DeadUps_IsSilentUntilItsDataIsStale()
    {
        var ups = await StartAsync();
        using var talk = await NutTalk.ToAsync(_fleet!.Server);
        ups.LoseMains();
        _time.Advance(TimeSpan.FromSeconds(601));

        Assert.Equal("OB DISCHRG LB", await talk.ValueAsync("ups1", "ups.status"));
        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("ERR DATA-STALE", await talk.ValueAsync("ups1", "ups.status"));

        ups.RestoreMains();
        Assert.Equal("OL CHRG LB", await talk.ValueAsync("ups1", "ups.status"));
        Assert.True(ups.HasPower);
    }

    [Fact]
    public async Task DeadUps_ComesBackOnceItHoldsEnough()
    {
        var ups = await StartAsync();
        ups.Set("battery.charge.restart", "10");
        ups.LoseMains();
        _time.Advance(11 * Minute);
        ups.RestoreMains();
        Assert.Equal("OL OFF CHRG LB", ups["ups.status"]);

        _time.Advance(TimeSpan.FromHours(3) / 10 + TimeSpan.FromSeconds(1));

        Assert.True(ups.HasPower);
    }

    [Fact]
    public async Task Watcher_IsToldAtTheMomentWithoutAnybodyAsking()
    {
        var ups = await StartAsync();
        List<UpsEvent> told = [];
        _fleet!.Watch(told.Add);
        ups.LoseMains();

        _time.Advance(20 * Minute);

        Assert.Contains(told, each => each.Kind == UpsEventKind.LoadLost && each.Reason == "the battery is empty");
    }

    [Theory]
    [InlineData(DischargeCurve.Linear, 50, 20)]
    [InlineData(DischargeCurve.Peukert, 50, 23.784)]
    [InlineData(DischargeCurve.SuddenDeath, 100, 6)]
    [InlineData(DischargeCurve.Jumps, 100, 10)]
    [InlineData(DischargeCurve.Stuck, 100, 10)]
    public async Task Curve_DecidesHowLongItLasts(DischargeCurve curve, double load, double minutes)
    {
        var ups = await StartAsync(curve);
        ups.SetLoad(load);
        var start = _time.GetUtcNow();
        ups.LoseMains();

        _time.Advance(60 * Minute);

        AssertNear(start + TimeSpan.FromMinutes(minutes), ups.LoadLostAt);
    }

    [Theory]
    [InlineData(DischargeCurve.Stuck, "100", false)]
    [InlineData(DischargeCurve.SuddenDeath, "41", false)]
    [InlineData(DischargeCurve.Jumps, "11", true)]
    public async Task LyingBattery_TellsWhatIsNotSo(DischargeCurve curve, string shown, bool isLow)
    {
        var ups = await StartAsync(curve);
        ups.LoseMains();

        _time.Advance(TimeSpan.FromSeconds(354));

        Assert.Equal(shown, ups["battery.charge"]);
        Assert.Equal(isLow, ups["ups.status"]!.Contains("LB", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DeadBattery_LosesItsLoadWithTheMains()
    {
        var ups = await StartAsync();
        ups.SetBatteryHealth(0);
        ups.LoseMains();

        _time.Advance(TimeSpan.FromMilliseconds(10));

        Assert.False(ups.HasPower);
    }

    [Fact]
    public async Task Mains_ChargesAgain()
    {
        var ups = await StartAsync();
        ups.SetCharge(50);
        Assert.Equal("OL CHRG", ups["ups.status"]);

        _time.Advance(TimeSpan.FromHours(2));

        Assert.Equal("OL", ups["ups.status"]);
        Assert.Equal("100", ups["battery.charge"]);
        Assert.Equal(UpsEventKind.BatteryFull, ups.Events[^1].Kind);
    }

    [Fact]
    public async Task Speed_BringsTheMomentNearer()
    {
        _fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Time = _time, Speed = 60, Load = 100, RuntimeAtFullLoad = 10 * Minute });
        var start = _fleet.Clock.GetUtcNow();
        _fleet.Units[0].LoseMains();

        _time.Advance(TimeSpan.FromSeconds(11));

        AssertNear(start + 10 * Minute, _fleet.Units[0].LoadLostAt);
    }

    [Theory]
    [InlineData(200, "OL BOOST", "224.0")]
    [InlineData(255, "OL TRIM", "224.4")]
    [InlineData(165, "OB DISCHRG", "230.0")]
    [InlineData(280, "OB DISCHRG", "230.0")]
    public async Task Voltage_IsRegulatedOrLeft(double volts, string status, string output)
    {
        var ups = await StartAsync();

        ups.SetMains(volts);

        Assert.Equal(status, ups["ups.status"]);
        Assert.Equal(output, ups["output.voltage"]);
        Assert.True(ups.HasPower);
    }

    [Fact]
    public async Task Bypass_LosesItsLoadWithTheMains()
    {
        var ups = await StartAsync();
        ups.SetBypass(true);
        Assert.Equal("OL BYPASS", ups["ups.status"]);

        ups.LoseMains();

        Assert.False(ups.HasPower);
        Assert.Equal(_time.GetUtcNow(), ups.LoadLostAt);
    }

    [Fact]
    public async Task PollInterval_ShowsWhatTheDriverSawLast()
    {
        _fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Time = _time, PollInterval = TimeSpan.FromSeconds(2) });
        var ups = _fleet.Units[0];
        Assert.Equal("OL", ups["ups.status"]);
        ups.LoseMains();
        Assert.Equal("OL", ups["ups.status"]);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("OB DISCHRG", ups["ups.status"]);
    }

    // The simulator is late by some ticks, and never early.
    private static void AssertNear(DateTimeOffset expected, DateTimeOffset? actual) =>
        Assert.InRange(actual!.Value, expected, expected + TimeSpan.FromMilliseconds(200));

    private async Task<SimulatedUps> StartAsync(DischargeCurve curve = DischargeCurve.Linear)
    {
        _fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Time = _time, IdleCut = TimeSpan.FromDays(1), Curve = curve, Load = 100, RuntimeAtFullLoad = 10 * Minute });
        return _fleet.Units[0];
    }
}
