using System.Text.Json;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Tests.Unit.Power.Runs.Targets;

public sealed class LifelineGoldenTests
{
    private static readonly JsonSerializerOptions Readable = new(StateJson.Options) { WriteIndented = true };

    private static readonly SystemLifeline Sample = new()
    {
        Config = new() { Host = "nas.example", Port = 444, Trust = TlsTrust.Pinned, Fingerprint = "ab", UserName = "guard", WakeAddresses = ["02:00:00:00:00:01"] },
        SealedApiKey = "v1:01020304:AAAA",
        SealedPassword = "v1:01020304:BBBB",
        SealedSshKey = "v1:01020304:CCCC",
        Spoken = TransportMode.JsonRpc,
        IsPair = true,
    };

    private static string Golden => File.ReadAllText(Path.Combine(Repository.Root, "tests/unit/State/golden/power/system-lifeline.json")).TrimEnd();

    [Fact]
    public void Lifeline_IsWrittenAsEver() => Assert.Equal(Golden, JsonSerializer.Serialize(Sample, Readable));

    [Fact]
    public void Lifeline_WrittenLongAgo_IsReadWhole() =>
        Assert.Equal(Golden, JsonSerializer.Serialize(JsonSerializer.Deserialize<SystemLifeline>(Golden, StateJson.Options), Readable));

    [Fact]
    public void Lifeline_WrittenByALaterVersion_IsReadWithoutWhatWeDoNotKnow() =>
        Assert.NotNull(JsonSerializer.Deserialize<SystemLifeline>("{ \"aMemberOfTomorrow\": [1], " + Golden[1..], StateJson.Options));
}
