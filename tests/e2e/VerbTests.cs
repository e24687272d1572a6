namespace NasOrleans.Tests.E2e;

public sealed class VerbTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task KeyCreate_NothingRuns_PrintsTheKeyAlone()
    {
        await using var nas = await Installed();
        var made = await nas.VerbAsync("key", "create", "--role", "admin", "--name", "ci");
        Assert.Equal((0, ""), (made.ExitCode, made.Errors));
        Assert.Matches("^nas_[0-9a-f]+_[0-9a-f]{48}\n$", made.Output);
        Assert.Contains("admin", Assert.Single((await nas.VerbAsync("key", "list")).OutputLines));
        Assert.False(File.Exists(Path.Combine(nas.Data, "nas.sock")));
    }

    [Theory]
    [InlineData("key", "list")]
    [InlineData("key", "revoke", "abc")]
    [InlineData("key", "create", "--role", "admin", "--name", "ci")]
    [InlineData("connections", "list")]
    [InlineData("connections", "clean", "--yes")]
    public async Task LocalVerb_NoInstallation_RefusedAndNothingMade(params string[] verb)
    {
        var ended = await Verb(verb);
        Assert.Equal((3, "", $"there is no installation in {_folder.File("data")}; name it with --data or NAS_DATA\n"), (ended.ExitCode, ended.Output, ended.Errors));
        Assert.False(Directory.Exists(_folder.File("data")));
    }

    [Fact]
    public async Task KeyCreate_BesideARunningProcess_KeyIsGoodAtOnce()
    {
        await using var nas = await NasProcess.StartAsync();
        var made = await nas.VerbAsync("key", "create", "--role", "viewer", "--name", "grafana", "--expires", "90d");
        Assert.Equal((0, ""), (made.ExitCode, made.Errors));
        nas.Http.DefaultRequestHeaders.Add("X-Api-Key", made.Output.Trim());
        Assert.Equal(HttpStatusCode.OK, await nas.StatusAsync("/api/v1/systems"));

        var id = made.Output.Split('_')[1];
        Assert.Equal(0, (await nas.VerbAsync("key", "revoke", id)).ExitCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await nas.StatusAsync("/api/v1/systems"));
        var gone = await nas.VerbAsync("key", "revoke", id);
        Assert.Equal((1, $"There is no key '{id}'."), (gone.ExitCode, gone.Errors.Trim()));
    }

    [Fact]
    public async Task KeyCreate_ManyAtOnceWithNothingRunning_AllSucceed()
    {
        await using var nas = await Installed();
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => nas.VerbAsync("key", "create", "--role", "ingest", "--name", $"n8n-{i}")));
        Assert.All(made, one => Assert.Equal((0, ""), (one.ExitCode, one.Errors)));
        Assert.Equal(4, (await nas.VerbAsync("key", "list")).OutputLines.Length);
    }

    [Fact]
    public async Task KeyCreate_WrongRole_SaysWhichThereAre()
    {
        var ended = await Verb("key", "create", "--role", "king", "--name", "x");
        Assert.Equal(2, ended.ExitCode);
        Assert.All(new[] { "viewer", "operator", "admin", "ingest" }, role => Assert.Contains(role, ended.Errors));
        Assert.DoesNotContain("NasOrleans.", ended.Errors);
    }

    [Fact]
    public async Task Validate_FiveFaults_FiveLines()
    {
        await File.WriteAllTextAsync(_folder.File("nas.yaml"), "server:\n  prot: 1\n  port: x\nlog:\n  level: loud\n  level: debug\nsystems:\n  staleAfter: 10m\n");
        var ended = await NasProgram.RunAsync(_folder.Root, null, "validate");
        Assert.Equal((2, 5, ""), (ended.ExitCode, ended.OutputLines.Length, ended.Errors));
    }

    [Fact]
    public async Task Validate_Example_IsFine()
    {
        var ended = await NasProgram.RunAsync(_folder.Root, null, "validate", Path.Combine(Repository.Root, "deploy", "nas.example.yaml"));
        Assert.Equal((0, 1), (ended.ExitCode, ended.OutputLines.Length));
        Assert.Contains("fine", ended.Output);
    }

    [Fact]
    public async Task Config_ValuesOfEveryPlace_ShownWithOriginAndWithoutSecrets()
    {
        await File.WriteAllTextAsync(_folder.File("nas.yaml"), "waker:\n  interval: 7s\n");
        var environment = new Dictionary<string, string> { ["NAS_ADMIN_PASSWORD"] = "a secret of mine" };
        var shown = (await NasProgram.RunAsync(_folder.Root, environment, "config", "--port", "81")).Output;
        Assert.Matches(@"(?m)^waker\.interval +7s +nas\.yaml:2 +NAS_WAKER_INTERVAL$", shown);
        Assert.Matches(@"(?m)^adminPassword +\*\*\* +NAS_ADMIN_PASSWORD +NAS_ADMIN_PASSWORD$", shown);
        Assert.Matches(@"(?m)^server\.port +81 +--server\.port +NAS_SERVER_PORT$", shown);
        Assert.DoesNotContain("a secret of mine", shown);
    }

    [Fact]
    public async Task Version_SaysTheRuntimeToo()
    {
        var ended = await NasProgram.RunAsync(_folder.Root, null, "--version");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
        Assert.Matches(@"^\d+\.\d+\.\d+, runtime (Solo|Orleans)\n$", ended.Output);
    }

    private static async Task<NasProcess> Installed()
    {
        var nas = await NasProcess.StartAsync();
        Assert.Equal(0, await nas.StopAsync());
        return nas;
    }

    private Task<Ended> Verb(params string[] arguments) => NasProgram.RunAsync(_folder.Root, null, [.. arguments, "--data", _folder.File("data")]);
}
