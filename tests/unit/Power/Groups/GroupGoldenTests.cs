using System.Text.Json;
using NasOrleans.Power.Groups;

namespace NasOrleans.Tests.Unit.Power.Groups;

public sealed class GroupGoldenTests
{
    private static readonly JsonSerializerOptions Readable = new(StateJson.Options) { WriteIndented = true };

    [Fact]
    public void Group_IsWrittenAsEver() => Assert.Equal(Golden(), JsonSerializer.Serialize(GroupSamples.Full, Readable));

    [Fact]
    public void Group_WrittenLongAgo_IsReadWhole()
    {
        var read = JsonSerializer.Deserialize<PowerGroupState>(Golden(), StateJson.Options);

        Assert.Equal(Golden(), JsonSerializer.Serialize(read, Readable));
    }

    [Fact]
    public void Group_WrittenByALaterVersion_IsReadWithoutWhatWeDoNotKnow() =>
        Assert.NotNull(JsonSerializer.Deserialize<PowerGroupState>("{ \"aMemberOfTomorrow\": [1], " + Golden()[1..], StateJson.Options));

    [Fact]
    public void Group_OfWhichLittleWasWritten_IsReadWithDefaults()
    {
        var read = JsonSerializer.Deserialize<PowerGroupState>("""{ "config": { "name": "a" }, "group": { "runs": [] } }""", StateJson.Options)!;

        Assert.Equal((true, TimeSpan.FromSeconds(10)), (read.Config!.Cancel.OnReturn, read.Config.Cancel.After));
        Assert.Empty(read.Group.Loads);
    }

    private static string Golden() => File.ReadAllText(Path.Combine(Repository.Root, "tests/unit/State/golden/power/power-group.json")).TrimEnd();
}
