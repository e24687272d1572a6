using System.Text.Json;
using NasOrleans.Power.Sources;

namespace NasOrleans.Tests.Unit.Power.Sources;

public sealed class SourceGoldenTests
{
    private static readonly JsonSerializerOptions Readable = new(StateJson.Options) { WriteIndented = true };

    public static TheoryData<string> Names => [.. SourceSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Source_IsWrittenAsEver(string name) => Assert.Equal(Golden(name), JsonSerializer.Serialize(SourceSamples.All[name], Readable));

    [Theory]
    [MemberData(nameof(Names))]
    public void Source_WrittenLongAgo_IsReadWhole(string name)
    {
        var read = JsonSerializer.Deserialize<PowerSourceState>(Golden(name), StateJson.Options);

        Assert.Equal(Golden(name), JsonSerializer.Serialize(read, Readable));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Source_WrittenByALaterVersion_IsReadWithoutWhatWeDoNotKnow(string name) =>
        Assert.NotNull(JsonSerializer.Deserialize<PowerSourceState>("{ \"aMemberOfTomorrow\": [1], " + Golden(name)[1..], StateJson.Options));

    [Fact]
    public void Source_OfWhichLittleWasWritten_IsReadWithDefaults()
    {
        var read = JsonSerializer.Deserialize<PowerSourceState>("""{ "config": { "name": "a" }, "ups": { "outage": { "since": {}, "transferAt": "00:00:01" } } }""", StateJson.Options)!;

        Assert.Equal((20, 3), (read.Config!.Triggers.LowCharge, read.Config.Contact.StaleTolerance));
        Assert.Empty(read.Ups!.Outage!.Samples);
    }

    private static string Golden(string name) => File.ReadAllText(Path.Combine(Repository.Root, "tests/unit/State/golden/power", name + ".json")).TrimEnd();
}
