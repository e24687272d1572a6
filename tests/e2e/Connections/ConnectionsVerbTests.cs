namespace NasOrleans.Tests.E2e.Connections;

public sealed class ConnectionsVerbTests
{
    [Fact]
    public async Task Clean_NothingRuns_DropsAllAndKeepsTheKey()
    {
        await using var nas = await NasProcess.StartAsync();
        await Connect(nas, "one");
        await Connect(nas, "two");
        await nas.StopAsync();

        var listed = await nas.VerbAsync("connections", "list");
        Assert.Equal((0, 2), (listed.ExitCode, listed.OutputLines.Length));
        Assert.Contains("127.0.0.1:9", listed.Output, StringComparison.Ordinal);
        var unsure = await nas.VerbAsync("connections", "clean");
        Assert.Equal(2, unsure.ExitCode);
        Assert.Contains("--yes", unsure.Errors, StringComparison.Ordinal);

        var cleaned = await nas.VerbAsync("connections", "clean", "--yes");

        Assert.Equal((0, ""), (cleaned.ExitCode, cleaned.Errors));
        Assert.EndsWith("2 connections dropped\n", cleaned.Output, StringComparison.Ordinal);
        Assert.Empty((await nas.VerbAsync("connections", "list")).Output);
        Assert.True(File.Exists(Path.Combine(nas.Data, "secrets.key")));
        await nas.StartAgainAsync();
        Assert.Equal("[]", await nas.Local.GetStringAsync("/api/truenas/connections"));
    }

    [Fact]
    public async Task Clean_BesideARunningProcess_DropsAllAtOnce()
    {
        await using var nas = await NasProcess.StartAsync();
        await Connect(nas, "one");

        Assert.Equal(0, (await nas.VerbAsync("connections", "clean", "--yes")).ExitCode);

        Assert.Equal("[]", await nas.Local.GetStringAsync("/api/truenas/connections"));
    }

    private static async Task Connect(NasProcess nas, string id)
    {
        using var added = await nas.Local.PostAsJsonAsync("/api/v1/connections", new { id, host = "127.0.0.1:9", apiKey = "1-key" });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
    }
}
