namespace NasOrleans.Tests.Unit.Configuration.Power;

/// <summary>What the README tells to write is fine as it stands.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly PowerSettings _settings = new();

    public void Dispose() => _settings.Dispose();

    [Fact]
    public void SimpleCase_OfTheReadme_IsFine()
    {
        var block = File.ReadAllLines(Path.Combine(Repository.Root, "README.md")).SkipWhile(line => line != "    truenas:").TakeWhile(line => line.Length > 0).ToArray();
        Assert.InRange(block.Length, 10, 15);
        var loaded = _settings.Load(string.Join('\n', block) + "\n");
        Assert.Equal([], loaded.Problems.Select(problem => problem.ToString()));
        Assert.Empty(loaded.Warnings);
        Assert.Equal(["systems", "host"], loaded.Power.Groups.Single().Config.Phases.Select(phase => phase.Name));
    }
}
