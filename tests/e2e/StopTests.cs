namespace NasOrleans.Tests.E2e;

public sealed class StopTests
{
    [Fact]
    public async Task Terminate_Running_StopsInOrder()
    {
        await using var nas = await NasProcess.StartAsync();
        Assert.Equal(0, await nas.StopAsync());
        Assert.False(File.Exists(Path.Combine(nas.Data, "nas.sock")));
        Assert.False(File.Exists(Path.Combine(nas.Data, "state.db-wal")));
        Assert.DoesNotContain("ERR", nas.Console);
    }

    [Fact]
    public async Task Terminate_WithDrainTime_ReadinessGoesFirstAndRequestsAreStillTaken()
    {
        await using var nas = await NasProcess.StartAsync(null, "--server.drainTime", "10s");
        nas.Terminate();
        await Eventually.IsTrue(async () => await nas.StatusAsync("/health/ready") is HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.OK, await nas.StatusAsync("/health/live"));
        await Eventually.IsTrue(() => nas.HasExited);
    }

    [Fact]
    public async Task Kill_AfterAnAnswer_NothingAcknowledgedIsLost()
    {
        await using var nas = await NasProcess.StartAsync();
        var key = await nas.KeyAsync("operator");
        nas.Http.DefaultRequestHeaders.Add("X-Api-Key", key);
        using (var added = await nas.Http.PostAsJsonAsync("/api/v1/systems", new { id = "nas-1", name = "Basement" })) Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        await nas.KillAsync();
        Assert.True(File.Exists(Path.Combine(nas.Data, "nas.sock")), "a killed process leaves its socket");

        await nas.StartAgainAsync();
        nas.Http.DefaultRequestHeaders.Add("X-Api-Key", key);
        Assert.Contains("Basement", await nas.Http.GetStringAsync("/api/v1/systems/nas-1"));
        Assert.Contains("test", (await nas.VerbAsync("key", "list")).Output);
    }

    [Fact]
    public async Task StartAgain_AfterKill_RosterIsAwakeByItself()
    {
        await using var nas = await NasProcess.StartAsync(null, "--telemetry.prometheusAllow", "127.0.0.1");
        using (var added = await nas.Local.PostAsJsonAsync("/api/v1/systems", new { id = "nas-1", name = "Basement" })) Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        await nas.KillAsync();
        await nas.StartAgainAsync();
        await Eventually.IsTrue(async () => (await nas.Http.GetStringAsync("/metrics")).Contains("\nnas_roster_awake 1\n", StringComparison.Ordinal), "the system is awake");
    }
}
