using NasOrleans.Silo.Configuration;

namespace NasOrleans.Tests.Unit.Configuration;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("90s", 90)]
    [InlineData("1.5s", 1.5)]
    [InlineData("5m", 300)]
    [InlineData("2h30m", 9000)]
    [InlineData("1d1h1m1s1ms", 90061.001)]
    [InlineData("0s", 0)]
    public void Parse_Duration_Seconds(string text, double seconds) =>
        Assert.Equal(seconds, DurationText.Parse(text)!.Value.TotalSeconds, precision: 6);

    [Theory]
    [InlineData("")]
    [InlineData("90")]
    [InlineData("-5s")]
    [InlineData("5 m")]
    [InlineData("5m2h")]
    [InlineData("5m5m")]
    [InlineData("m")]
    [InlineData("00:05:00")]
    [InlineData("999999999d")]
    [InlineData("5M")]
    public void Parse_NoDuration_Null(string text) => Assert.Null(DurationText.Parse(text));

    [Theory]
    [InlineData("250ms")]
    [InlineData("2h30m")]
    [InlineData("1d12h")]
    [InlineData("0s")]
    public void Format_Parsed_SameText(string text) => Assert.Equal(text, DurationText.Format(DurationText.Parse(text)!.Value));
}
