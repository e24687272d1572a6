using NasOrleans.Drives;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.Drives;

public sealed class SeriesRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Disk Before = Disk(30, 0, 100);

    [Fact]
    public void Due_ForTheFirstTime_IsAll() => Assert.Equal(
        ["drive.temperature", "drive.power-on-hours", "drive.attribute.197", "drive.attribute.media_errors"],
        SeriesRules.Due(null, State(Before), paced: true, whole: true).Select(point => point.Series));

    [Fact]
    public void Due_NothingChanged_IsNothing() => Assert.Empty(SeriesRules.Due(Before, State(Before), paced: true, whole: false));

    [Fact]
    public void Due_BeforeItsPace_IsTroubleAlone() =>
        Assert.Equal([("drive.attribute.197", 8.0)], Due(Disk(31, 8, 101), paced: false));

    [Fact]
    public void Due_AtItsPace_IsWhatChanged() =>
        Assert.Equal([("drive.temperature", 31.0), ("drive.power-on-hours", 101)], Due(Disk(31, 0, 101), paced: true));

    [Fact]
    public void Due_WhatIsNoNumber_IsLeftOut() => Assert.Empty(Due(Before with { Celsius = double.NaN }, paced: true));

    [Fact]
    public void Pace_IsFifteenMinutes_AndADayForTheWhole()
    {
        Assert.False(SeriesRules.IsPaceDue(Now.AddMinutes(-14), State(Before)));
        Assert.True(SeriesRules.IsPaceDue(Now.AddMinutes(-15), State(Before)));
        Assert.False(SeriesRules.IsWholeDue(State(Before) with { RecordedWhole = Now.AddHours(-23) }));
        Assert.True(SeriesRules.IsWholeDue(State(Before) with { RecordedWhole = Now.AddHours(-24) }));
    }

    [Theory]
    [InlineData("temperature", "drive.temperature")]
    [InlineData("power-on-hours", "drive.power-on-hours")]
    [InlineData("5", "drive.attribute.5")]
    [InlineData("media_errors", "drive.attribute.media_errors")]
    public void Series_IsFoundByItsWord(string word, string series)
    {
        Assert.True(DriveSeries.TryParse(word, out var found));
        Assert.Equal(series, found);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../x")]
    public void Series_OfAnythingElse_IsNone(string? word) => Assert.False(DriveSeries.TryParse(word, out _));

    private static IEnumerable<(string, double)> Due(Disk disk, bool paced) =>
        SeriesRules.Due(Before, State(disk), paced, whole: false).Select(point => (point.Series, point.Value));

    private static DriveState State(Disk disk) => new() { Disk = disk, LastSeen = Now };

    private static Disk Disk(double celsius, long pending, long hours) => new()
    {
        Name = "sda",
        Celsius = celsius,
        Smart = new()
        {
            ReadAt = Now.AddMinutes(-1),
            PowerOnHours = hours,
            Attributes = [new() { Number = 197, Name = "Current_Pending_Sector", Value = pending }, new() { Name = "media_errors", Value = 0 }],
        },
    };
}
