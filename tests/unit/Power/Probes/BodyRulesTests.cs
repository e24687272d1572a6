using NasOrleans.Power.Sources;
using NasOrleans.Protocols.PowerProbe;

namespace NasOrleans.Tests.Unit.Power.Probes;

public sealed class BodyRulesTests
{
    private const string Body = """{ "mains": { "ok": true, "state": "on", "volts": 230.5, "fault": null, "failed": false } }""";

    [Theory]
    [InlineData("\"state\": \"on\"", null)]
    [InlineData("on", "mains.state")]
    [InlineData("true", "mains.ok")]
    [InlineData("230.5", "mains.volts")]
    [InlineData("null", "mains.fault")]
    [InlineData("false", "mains.failed")]
    [InlineData(null, "mains.ok")]
    [InlineData(null, "mains.state")]
    [InlineData(null, "mains")]
    public void Body_HoldsWhatItMust_IsNotDoubted(string? match, string? path) => Assert.Null(Doubt(match, path));

    [Theory]
    [InlineData("off", null, "does not hold 'off'")]
    [InlineData("ON", "mains.state", "'on' at mains.state, and not 'ON'")]
    [InlineData("o", "mains.state", "'on' at mains.state, and not 'o'")]
    [InlineData("on", "mains.status", "nothing at mains.status")]
    [InlineData(null, "mains.status", "nothing at mains.status")]
    [InlineData(null, "mains.fault", "says null")]
    [InlineData(null, "mains.failed", "says false")]
    [InlineData("on", "mains..state", "no JSON path")]
    public void Body_HoldsSomethingElse_SaysWhat(string? match, string? path, string says) => Assert.Contains(says, Doubt(match, path), StringComparison.Ordinal);

    [Fact]
    public void Json_ThatIsNone_SaysWhatCame() =>
        Assert.Equal("The answer is not JSON, but '<html>  on</html>'.", BodyRules.Doubt(Probe("on", "mains.state"), "<html>\r\non</html>", isWhole: true));

    [Fact]
    public void Json_CutOff_IsNotGuessedAt() => Assert.Contains("longer than 64 KB", BodyRules.Doubt(Probe("on", "mains.state"), Body, isWhole: false), StringComparison.Ordinal);

    [Fact]
    public void Text_InWhatWasRead_IsEnough() => Assert.Null(BodyRules.Doubt(Probe("mains", null), Body, isWhole: false));

    [Fact]
    public void Doubt_OfALongBody_IsShort() => Assert.InRange(BodyRules.Doubt(Probe("on", null), new string('x', 5000), isWhole: true)!.Length, 80, 200);

    private static string? Doubt(string? match, string? path) => BodyRules.Doubt(Probe(match, path), Body, isWhole: true);

    private static ProbeConfig Probe(string? match, string? path) => new() { Target = "http://probe.example", Match = match, JsonPath = path };
}
