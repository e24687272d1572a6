using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using NasOrleans.Systems;

namespace NasOrleans.Tests.State;

public sealed class GoldenStateTests
{
    private static readonly JsonSerializerOptions Readable = new(StateJson.Options) { WriteIndented = true };

    public static TheoryData<string> Names => [.. StateSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void State_IsWrittenAsEver(string name) =>
        Assert.Equal(Golden(name), JsonSerializer.Serialize(StateSamples.All[name], Readable));

    [Theory]
    [MemberData(nameof(Names))]
    public void State_WrittenLongAgo_IsReadWhole(string name)
    {
        var read = JsonSerializer.Deserialize(Golden(name), StateSamples.All[name].GetType(), StateJson.Options);

        Assert.Equal(Golden(name), JsonSerializer.Serialize(read, Readable));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void State_WrittenByALaterVersion_IsReadWithoutWhatWeDoNotKnow(string name)
    {
        var later = "{ \"aMemberOfTomorrow\": [1], " + Golden(name)[1..];

        Assert.NotNull(JsonSerializer.Deserialize(later, StateSamples.All[name].GetType(), StateJson.Options));
    }

    [Fact]
    public void System_WrittenBeforeThereWereSources_WasHeardOfByPush()
    {
        var read = SystemRules.Read(JsonSerializer.Deserialize<SystemState>(Golden("earlier/system.1"), StateJson.Options)!);

        Assert.Equal((SourceSnapshot.Push, SourceStatus.Stale, read.LastSeen), (read.Sources[0].Name, read.Sources[0].Status, read.Sources[0].LastSeen));
        Assert.Equal(SystemStatus.Stale, read.Status);
    }

    [Fact]
    public void EveryPersistedState_HasASample()
    {
        var names = typeof(SystemGrain).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(Grain)))
            .SelectMany(type => type.GetConstructors().SelectMany(constructor => constructor.GetParameters()))
            .SelectMany(parameter => parameter.GetCustomAttributes(typeof(PersistentStateAttribute), inherit: false).Cast<PersistentStateAttribute>())
            .Select(attribute => attribute.StateName);

        Assert.Equal(StateSamples.All.Keys.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    private static string Golden(string name) => File.ReadAllText(Path.Combine(Repository.Root, "tests/unit/State/golden", name + ".json")).TrimEnd();
}
