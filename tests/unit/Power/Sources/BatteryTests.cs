using System.Collections.Immutable;
using NasOrleans.Power.Sources;
using NasOrleans.Power.Sources.Battery;

namespace NasOrleans.Tests.Unit.Power.Sources;

public sealed class BatteryTests
{
    private static readonly DateTimeOffset Now = Scene.Start;

    [Fact]
    public void Health_OfWhatIsHardlyKnown_IsUnknown() =>
        Assert.Equal((null, 0.1), HealthRules.Score(new() { Born = Now.AddYears(-1) }, Now));

    [Fact]
    public void Health_OfAYoungBatteryThatKeepsItsPromises_IsGood()
    {
        var battery = new BatteryState { Promises = Days(30, _ => 36000), TestPassed = true, TestedAt = Now.AddDays(-10), Born = Now.AddYears(-1) };

        var (score, known) = HealthRules.Score(battery, Now);
        Assert.Equal(0.7, known);
        Assert.InRange(score!.Value, 95, 100);
    }

    [Fact]
    public void Health_FallsWithWhatItGives()
    {
        var good = new BatteryState { Promises = Days(30, _ => 36000), Yields = [new(Now, 30), new(Now, 30), new(Now, 30)] };
        var bad = good with { Yields = good.Yields.AddRange(new BatteryYield(Now, 10), new BatteryYield(Now, 10), new BatteryYield(Now, 10)) };

        Assert.Equal(100, HealthRules.Score(good, Now).Score);
        Assert.InRange(HealthRules.Score(bad, Now).Score!.Value, 60, 80);
        Assert.Equal(20, HealthRules.Score(good with { ReplaceAsked = true }, Now).Score);
    }

    [Fact]
    public void Trend_OfAnAgeingBattery_SaysWhenItIsDue()
    {
        var (trend, due) = TrendRules.Of(Days(60, day => 90 - day / 3.0), Now);

        Assert.Equal(-10, trend);
        Assert.InRange((due!.Value - Now).TotalDays, 55, 65);
    }

    [Fact]
    public void Trend_OfTooFewDaysOrAGoodBattery_ClaimsNothing()
    {
        Assert.Equal((null, null), TrendRules.Of(Days(10, _ => 90), Now));
        Assert.Equal((0, null), TrendRules.Of(Days(30, _ => 90), Now));
    }

    [Theory]
    [InlineData("2024/05/12", 2024)]
    [InlineData("2024-05-12", 2024)]
    [InlineData("05/12/2024", 2024)]
    [InlineData("05/12/24", 2024)]
    [InlineData("2033/05/12", null)]
    [InlineData("unknown", null)]
    [InlineData("0000/00/00", null)]
    public void Date_IsReadOrUnknown(string text, int? year) =>
        Assert.Equal(year, BatteryDate.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["battery.mfr.date"] = text }, Now)?.Year);

    [Fact]
    public void Outage_IsMeasured()
    {
        var scene = Scene.OnLine(new() { LowCharge = 0, LowRuntime = TimeSpan.Zero }).With("ups.load", "50");
        for (var second = 0; second < 600; second++) scene.With("battery.charge", $"{100 - second / 20}").See("OB DISCHRG");
        scene.See("OL");

        // 50 % of load for 9.5 minutes took 28 percent.
        Assert.InRange(Assert.Single(scene.State.Battery.Yields).Value, 15, 18);
    }

    [Fact]
    public void Day_IsLearnedOnce_AndAnotherBatteryStartsAnew()
    {
        var scene = Scene.OnLine().With("ups.load", "20").With("battery.date", "2024/01/01").SeeFor("OL", 100);
        Assert.Equal(72000, Assert.Single(scene.State.Battery.Promises).Value);

        scene.Pass(86400).SeeFor("OL", 3);
        Assert.Equal(2, scene.State.Battery.Promises.Length);

        Assert.Single(scene.With("battery.date", "2026/04/01").See("OL").State.Battery.Promises);
    }

    [Fact]
    public void BadHealth_IsToldOncePerTier()
    {
        var scene = Scene.OnLine().With("ups.test.result", "Battery test failed").With("ups.load", "20").With("battery.date", "2020/01/01");
        for (var day = 0; day < 10; day++) scene.Pass(86400).SeeFor("OL RB", 3);

        Assert.Single(scene.Notes, note => note.Kind == PowerNoteKind.BatteryHealth);
    }

    private static ImmutableArray<BatteryDay> Days(int count, Func<int, double> value) =>
        [.. Enumerable.Range(0, count).Select(day => new BatteryDay(Now.AddDays(day - count), value(day)))];
}
