namespace NasOrleans.Tests.E2e.Power;

/// <summary>What the operator at the machine asks of the power.</summary>
public sealed class PowerVerbTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CheckAndDrill_BesideARunningProcess_TellHowItStandsAndWhatWouldCome()
    {
        await File.WriteAllTextAsync(_folder.File("nas.yaml"), "power:\n  sources:\n    plug: http://127.0.0.1:9/\n  groups:\n    home:\n      loads:\n        nas: { system: tank }\n        host: { local: true }\n");
        await using var nas = await NasProcess.StartAsync(null, "--config", _folder.File("nas.yaml"));
        await Eventually.IsTrue(() => nas.Console.Contains("power group 'home' (2 loads) of the settings is watched", StringComparison.Ordinal), "the group is watched");

        var check = await nas.VerbAsync("check");
        Assert.Equal((1, ""), (check.ExitCode, check.Errors));
        Assert.Contains("source plug  ", check.Output);
        Assert.Contains("group home  ", check.Output);

        var drill = await nas.VerbAsync("drill", "home");
        Assert.Equal("", drill.Errors);
        Assert.Matches(@"(?m)^ +\d+ s +\d+ s  systems  nas: shut down the system tank", drill.Output);
        Assert.Matches(@"(?m)^ +\d+ s +\d+ s  host  host: switch our own host off", drill.Output);
        Assert.Equal(1, (await nas.VerbAsync("drill", "nowhere")).ExitCode);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("drill")]
    public async Task Verb_NothingRuns_SaysSoAndStartsNothing(string verb)
    {
        var ended = await NasProgram.RunAsync(_folder.Root, null, verb, "--data", _folder.File("data"));
        Assert.Equal((1, ""), (ended.ExitCode, ended.Output));
        Assert.Contains("no NasOrleans runs on this data folder", ended.Errors);
        Assert.False(Directory.Exists(_folder.File("data")));
    }
}
