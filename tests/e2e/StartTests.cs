using System.Text.RegularExpressions;

namespace NasOrleans.Tests.E2e;

public sealed partial class StartTests
{
    private const string Password = "quite a long password";

    [Fact]
    public async Task Run_EmptyFolder_KeepsEverythingToItself()
    {
        await using var nas = await NasProcess.StartAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(nas.Data, "nas.sock")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(nas.Data, "secrets.key")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(nas.Data));
        Assert.Equal(HttpStatusCode.OK, await nas.StatusAsync("/health/live"));
        Assert.Equal(HttpStatusCode.Unauthorized, await nas.StatusAsync("/api/v1/systems"));
        Assert.Equal(HttpStatusCode.Unauthorized, await nas.StatusAsync("/metrics"));
    }

    [Fact]
    public async Task Run_FirstStart_SetUpLinkWorksOnceAndIsGoneAfterwards()
    {
        await using var nas = await NasProcess.StartAsync();
        var link = SetUpLink().Match(nas.Console);
        Assert.True(link.Success, nas.Console);
        Assert.Equal(HttpStatusCode.OK, await nas.StatusAsync(link.Groups["path"].Value));
        var setUp = new { token = link.Groups["token"].Value, user = "owner", password = Password };
        using (var done = await nas.Http.PostAsJsonAsync("/api/v1/setup", setUp)) Assert.Equal(HttpStatusCode.Created, done.StatusCode);
        using (var again = await nas.Http.PostAsJsonAsync("/api/v1/setup", setUp)) Assert.False(again.IsSuccessStatusCode);

        await nas.StopAsync();
        await nas.StartAgainAsync();
        Assert.Single(SetUpLink().Matches(nas.Console));
    }

    [Fact]
    public async Task Run_SetUpNotDone_EveryStartPrintsAFreshLink()
    {
        await using var nas = await NasProcess.StartAsync();
        await nas.KillAsync();
        await nas.StartAgainAsync();
        Assert.Equal(2, SetUpLink().Matches(nas.Console).Select(link => link.Groups["token"].Value).Distinct().Count());
    }

    [Fact]
    public async Task Run_WithAdminPassword_SignsInAndTellsItNobody()
    {
        await using var nas = await NasProcess.StartAsync(new Dictionary<string, string> { ["NAS_ADMIN_PASSWORD"] = Password }, "--log.level", "verbose", "--log.frameworkLevel", "verbose");
        Assert.DoesNotMatch(SetUpLink(), nas.Console);
        using (var wrong = await SignIn("a wrong password")) Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        using (var right = await SignIn(Password)) Assert.True(right.IsSuccessStatusCode, await right.Content.ReadAsStringAsync());
        var key = await nas.KeyAsync("viewer");
        await nas.StopAsync();

        Assert.DoesNotContain(Password, nas.Console);
        Assert.DoesNotContain(key.Split('_')[^1], nas.Console);
        foreach (var file in Directory.EnumerateFiles(nas.Data, "*", SearchOption.AllDirectories))
        {
            var content = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.False(content.Contains(Password, StringComparison.Ordinal), file);
            Assert.False(content.Contains(key.Split('_')[^1], StringComparison.Ordinal), file);
        }

        Task<HttpResponseMessage> SignIn(string password) => nas.Http.PostAsJsonAsync("/api/v1/session", new { user = "admin", password });
    }

    [Fact]
    public async Task Run_Logs_JsonLinesInTheZoneThatWasAskedFor()
    {
        await using var nas = await NasProcess.StartAsync(null, "--log.timeZone", "Asia/Kolkata");
        await nas.StopAsync();
        var lines = await File.ReadAllLinesAsync(Path.Combine(nas.Data, "logs", "nas.json"));
        var ready = lines.Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement).Single(line => line.GetProperty("message").GetString()!.Contains("ready after"));
        Assert.EndsWith("+05:30", ready.GetProperty("at").GetString());
        Assert.Matches(@"(?m)^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \+05:30 INF NasOrleans: NasOrleans ", nas.Console);
    }

    [GeneratedRegex(@"  set up   https?://[^/]+(?<path>/ui/setup#token=(?<token>[0-9a-f]+))", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SetUpLink();
}
