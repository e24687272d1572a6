namespace NasOrleans.Tests.E2e;

public sealed class PostgresTests : IAsyncLifetime
{
    private PostgresServer? _server;

    private Dictionary<string, string> Environment => new()
    {
        ["NAS_STORAGE_ENGINE"] = "postgres",
        ["NAS_STORAGE_CONNECTION"] = (_server ?? throw new InvalidOperationException($"$XunitDynamicSkip${PostgresServer.Missing}")).ConnectionString("postgres"),
    };

    public async Task InitializeAsync() => _server = PostgresServer.Missing is null ? await PostgresServer.StartAsync() : null;

    public Task DisposeAsync() => _server?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    [Fact]
    public async Task Migrate_TwiceThenRun_HistoryLiesInPostgres()
    {
        using var folder = new TempFolder();
        var refused = await NasProgram.RunAsync(folder.Root, Environment, "run", "--port", "0");
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("migrate", Assert.Single(refused.ErrorLines));

        var first = await NasProgram.RunAsync(folder.Root, Environment, "migrate");
        Assert.Equal((0, ""), (first.ExitCode, first.Errors));
        Assert.Contains("steps taken", first.Output);
        Assert.Contains("was there already", (await NasProgram.RunAsync(folder.Root, Environment, "migrate")).Output);

        await using var nas = await NasProcess.StartAsync(Environment);
        await nas.KeyAsync("viewer");
        Assert.Contains("key.add", await nas.Local.GetStringAsync("/api/v1/audit"));
        Assert.False(File.Exists(Path.Combine(nas.Data, "history.db")));
    }
}
