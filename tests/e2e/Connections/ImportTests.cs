using System.Text.Json;

namespace NasOrleans.Tests.E2e.Connections;

/// <summary>A NAS from the environment, offered with every start.</summary>
public sealed class ImportTests
{
    // Nobody listens there: what counts here is what is stored.
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["TRUENAS_HOST"] = "127.0.0.1:9",
        ["TRUENAS_USERNAME"] = "admin",
        ["TRUENAS_PASSWORD"] = "secure_password",
        ["USE_SSL"] = "true",
    };

    [Fact]
    public async Task Start_WithTheVariables_ConnectsAndChecksTheCertificate()
    {
        await using var nas = await NasProcess.StartAsync(Environment);

        var one = Assert.Single(await Connections(nas));
        Assert.Equal(("truenas", "127.0.0.1", 9, "admin", "environment"), (Text(one, "id"), Text(one, "host"), one.GetProperty("port").GetInt32(), Text(one, "username"), Text(one, "origin")));
        Assert.Equal(("********", false, true), (Text(one, "password"), one.GetProperty("insecureSkipVerify").GetBoolean(), one.GetProperty("useHttps").GetBoolean()));
        await Eventually.IsTrue(() => nas.Console.Contains("Its certificate is checked", StringComparison.Ordinal), "the log says so");
        Assert.DoesNotContain("secure_password", nas.Console, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AfterItWasDeleted_DoesNotBringItBack()
    {
        await using var nas = await NasProcess.StartAsync(Environment);
        using var deleted = await nas.Local.DeleteAsync("/api/truenas/connections/truenas");
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        await nas.StopAsync();
        await nas.StartAgainAsync();

        Assert.Empty(await Connections(nas));
        await Eventually.IsTrue(() => nas.Console.Contains("was deleted by somebody and stays so", StringComparison.Ordinal), "the log says so");
        Assert.Equal(0, await nas.StopAsync());
        await nas.StartAgainAsync();
        Assert.Empty(await Connections(nas));
    }

    [Fact]
    public async Task Start_AfterItWasChanged_KeepsTheChange()
    {
        await using var nas = await NasProcess.StartAsync(Environment);
        using var changed = await nas.Local.PutAsJsonAsync("/api/v1/connections/truenas", new { host = "127.0.0.1:10", username = "other", password = "another" });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        await nas.KillAsync();
        await nas.StartAgainAsync();

        var one = Assert.Single(await Connections(nas));
        Assert.Equal((10, "other", "api"), (one.GetProperty("port").GetInt32(), Text(one, "username"), Text(one, "origin")));
        await Eventually.IsTrue(() => nas.Console.Contains("was set over the API, and that counts more", StringComparison.Ordinal), "the log says so");
    }

    [Fact]
    public async Task Start_SwitchedOff_KeepsAndShowsTheConnectionsButPollsNothing()
    {
        await using var nas = await NasProcess.StartAsync(new Dictionary<string, string>(Environment) { ["PULSE_ENABLE_TRUENAS"] = "false" });

        await Eventually.IsTrue(() => nas.Console.Contains("Polling is off (PULSE_ENABLE_TRUENAS)", StringComparison.Ordinal), "the log says so");
        var poll = Assert.Single(await Connections(nas)).GetProperty("poll");

        Assert.False(poll.GetProperty("polls").GetBoolean());
        Assert.Equal(JsonValueKind.Null, poll.GetProperty("lastAttemptAt").ValueKind);
    }

    private static async Task<JsonElement[]> Connections(NasProcess nas) =>
        [.. (await nas.Local.GetFromJsonAsync<JsonElement>("/api/truenas/connections")).EnumerateArray()];

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
