using System.Collections.Immutable;
using System.Text.Json;
using NasOrleans.Drives;
using NasOrleans.Protocols.TrueNas.Reading.Storage;

namespace NasOrleans.Tests.Protocols.TrueNas.Reading;

public sealed class SmartApiTests
{
    private static readonly SmartAttribute Fine = new() { Number = 5, Name = "Reallocated_Sector_Ct" };

    [Fact]
    public void Attribute_TakesTheCountOutOfPackedWords()
    {
        var attribute = SmartApi.Attribute(JsonElement.Parse(
            """{"id":194,"name":"Temperature_Celsius","value":33,"worst":45,"thresh":0,"when_failed":"-","flags":{},"raw":{"value":85899345953,"string":"33 (Min/Max 20/45)"}}"""));

        Assert.True(attribute is { Number: 194, Raw: 85899345953, Value: 33, Normalized: 33, Worst: 45, Threshold: 0, WhenFailed: "" }, $"{attribute}");
    }

    [Fact]
    public void Attribute_OfAMakerWhoPacksDifferently_IsTakenApartByModel()
    {
        var row = JsonElement.Parse("""{"id":188,"name":"Command_Timeout","value":100,"worst":99,"thresh":0,"when_failed":"-","raw":{"value":4295032837,"string":"1 1 5"}}""");

        Assert.Equal(5, SmartApi.Attribute(row, "ST8000NM0055").Value);
        Assert.Equal(1, SmartApi.Attribute(row, "HGST HUH728080").Value);
    }

    [Theory]
    [InlineData("0x000000000010", 16)]
    [InlineData("0x0000000000ff (hex)", 255)]
    [InlineData("0x", 7)]
    [InlineData("0", 0)]
    public void Attribute_WrittenInHex_IsNotZero(string text, long value) => Assert.Equal(
        value, SmartApi.Attribute(JsonElement.Parse($$$"""{"id":5,"name":"Reallocated_Sector_Ct","raw":{"value":7,"string":"{{{text}}}"}}""")).Value);

    [Fact]
    public void Results_AreReadFromEveryProtocol()
    {
        var logs = SmartApi.Results(JsonElement.Parse("""
            [{"disk":"ada2","tests":[{"num":1,"description":"Extended offline","status":"RUNNING","status_verbose":"in progress","remaining":0.7,"lifetime":12,"lba_of_first_error":null},
              {"num":2,"description":"Short offline","status":"FAILED","status_verbose":"Completed: read failure","remaining":0.9,"lifetime":10,"lba_of_first_error":"12345"}],"current_test":{"progress":30}},
             {"disk":"nvme0n1","tests":[{"description":"Short","status":"SUCCESS","power_on_hours":77,"failing_lba":null}],"current_test":null}]
            """));

        Assert.Equal(30, logs["ada2"].Percent);
        Assert.Equal([SelfTestResult.Running, SelfTestResult.Failed], logs["ada2"].Tests.Select(test => test.Result));
        Assert.Equal((70.0, "12345"), (logs["ada2"].Tests[0].RemainingPercent!.Value, logs["ada2"].Tests[1].FirstError));
        Assert.True(logs["nvme0n1"] is { Percent: null } && logs["nvme0n1"].Tests[0] is { Result: SelfTestResult.Passed, LifetimeHours: 77 });
    }

    [Fact]
    public void Test_ThatAHostResetBrokeOff_IsNotAFailedDrive() => Assert.Equal(
        SelfTestResult.Aborted, SmartApi.Test(JsonElement.Parse("""{"status":"FAILED","status_verbose":"Interrupted (host reset)"}""")).Result);

    [Fact]
    public void Health_IsUnknown_WhenNothingWasRead() => Assert.Equal(SmartHealth.Unknown, SmartApi.Health([], null));

    [Fact]
    public void Health_IsFailed_ByAnAttributeNow_OrByTheLastTest()
    {
        Assert.Equal(SmartHealth.Failed, SmartApi.Health([Fine with { WhenFailed = "now" }], null));
        Assert.Equal(SmartHealth.Passed, SmartApi.Health([Fine with { WhenFailed = "past" }], null));
        Assert.Equal(SmartHealth.Failed, SmartApi.Health([Fine], Log(SelfTestResult.Running, SelfTestResult.Failed)));
        Assert.Equal(SmartHealth.Passed, SmartApi.Health([Fine], Log(SelfTestResult.Aborted, SelfTestResult.Passed, SelfTestResult.Failed)));
    }

    [Fact]
    public void Health_WithoutAttributes_IsUnknownWhateverTestPassedOnce_AndFailedByAFailedOne()
    {
        var reading = SmartApi.Reading([], Log(SelfTestResult.Passed), default, "Not allowed.");

        Assert.Equal((SmartHealth.Unknown, "Not allowed."), (reading.Health, reading.Reason));
        Assert.Equal(SmartHealth.Failed, SmartApi.Health([], Log(SelfTestResult.Failed, SelfTestResult.Passed)));
    }

    [Fact]
    public void Smartctl_OfADriveThatDoesNotSayHowItIs_KeepsWhatItCounts()
    {
        var silent = SmartReading.Unknown(default, "It does not tell.");
        var counts = silent with { PowerOnHours = 700, Celsius = 31, Attributes = [new() { Name = "scsi_grown_defect_list", Value = 4 }] };

        Assert.Null(SmartctlApi.Completed(silent, Log(SelfTestResult.Passed)));
        Assert.True(SmartctlApi.Completed(counts, null) is { Health: SmartHealth.Unknown, PowerOnHours: 700, Celsius: 31, Attributes.Length: 1, Reason: "It does not tell." });
        Assert.True(SmartctlApi.Completed(counts, Log(SelfTestResult.Failed)) is { Health: SmartHealth.Failed, Reason: null, SelfTests.Length: 1 });
        Assert.Equal(SmartHealth.Failed, SmartctlApi.Completed(counts with { Health = SmartHealth.Passed }, Log(SelfTestResult.Failed))!.Health);
    }

    private static TestLog Log(params ImmutableArray<SelfTestResult> results) => new([.. results.Select(result => new SelfTest { Result = result })], null);
}
