using System.Text.Json;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Tests.E2e.Systems;

/// <summary>What can be wrong between us and a NAS: each shows an error of its own, in the test of a connection and beside its polls.</summary>
public sealed class ErrorTests : IAsyncLifetime
{
    private NasProcess _nas = null!;

    public async Task InitializeAsync() => _nas = await NasProcess.StartAsync();

    public async Task DisposeAsync() => await _nas.DisposeAsync();

    [Fact]
    public async Task Faults_EachShowAnErrorOfTheirOwn()
    {
        (Fault Fault, string Category, string Stage, string Says)[] faults =
        [
            (Fault.RefusesCredentials, "auth", "auth", "key"),
            (Fault.ExpiredKey, "auth", "auth", "expired"),
            (Fault.CertificateChanged, "tls", "tls", "certificate"),
            (Fault.RedirectsToUi, "protocol", "protocol", "/ui/"),
            (Fault.HtmlInsteadOfJson, "protocol", "protocol", "HTML"),
            (Fault.NeverAnswers, "timeout", "tls", "greeted"),
            (Fault.Deaf, "timeout", "protocol", "answer"),
            (Fault.NotAuthorized, "permission", "permission", "role"),
        ];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (fault, category, stage, says) in faults)
        {
            await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
            var system = fleet.Systems[0];
            var pin = system.Fingerprint;
            system.Faults.Set(fault);
            var problem = await TestAsync(system, new { host = system.Host, port = system.Port, username = system.UserName, apiKey = system.ApiKey, fingerprint = pin });
            Assert.Equal("truenas_connection_failed", problem.GetProperty("code").GetString());
            var detail = problem.GetProperty("detail").GetString()!;
            Assert.True(
                (problem.GetProperty("category").GetString(), detail.Contains(says, StringComparison.OrdinalIgnoreCase)) == (category, true), $"{fault}: {problem}");
            Assert.True(problem.GetProperty("stage").GetString() == stage || fault == Fault.Deaf, $"{fault}: {problem}");
            Assert.True(seen.Add(detail), $"{fault} says the same as another one: {detail}");
        }
    }

    [Fact]
    public async Task PlainHttp_WithAKey_IsRefusedBeforeAnythingGoesOut()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Tls = false });
        var system = fleet.Systems[0];
        var problem = await TestAsync(system, new { host = system.Host, port = system.Port, apiKey = system.ApiKey, useHttps = false });
        Assert.Contains("revoke", problem.GetProperty("detail").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("validation_error", problem.GetProperty("code").GetString());
        Assert.Empty(system.Received.All);
    }

    [Fact]
    public async Task NobodyThere_AndNoSuchName_AreTold()
    {
        var dead = await TestAsync(null, new { host = "127.0.0.1", port = 1, apiKey = "1-a" });
        Assert.Equal(("connection", "tcp"), (dead.GetProperty("category").GetString(), dead.GetProperty("stage").GetString()));
        var unknown = await TestAsync(null, new { host = "no-such-host.invalid", apiKey = "1-a" });
        Assert.Equal("dns", unknown.GetProperty("stage").GetString());
    }

    [Fact]
    public async Task StoredConnections_AllDead_EachTellsItsErrorAndTheRestIsPolled()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Systems = 4 });
        foreach (var system in fleet.Systems[..3]) system.Faults.Set(Fault.NeverAnswers);
        foreach (var system in fleet.Systems)
            await _nas.ConnectAsync(system.Name, system.Name, system.Host, system.Port, system.ApiKey, system.Fingerprint);

        await Eventually.IsTrue(async () => (await ErrorsAsync()).SequenceEqual(["timeout", "timeout", "timeout", null]), TimeSpan.FromMinutes(2), "three errors, one polled");
    }

    private async Task<IEnumerable<string?>> ErrorsAsync()
    {
        var connections = await _nas.Local.GetFromJsonAsync<JsonElement>("/api/truenas/connections");
        return connections.EnumerateArray().OrderBy(each => each.GetProperty("id").GetString(), StringComparer.Ordinal).Select(each =>
            each.GetProperty("poll").GetProperty("lastError") is { ValueKind: JsonValueKind.Object } error ? error.GetProperty("category").GetString()
            : each.GetProperty("poll").GetProperty("lastSuccessAt").ValueKind == JsonValueKind.Null ? "none yet" : null);
    }

    private async Task<JsonElement> TestAsync(Appliance? system, object connection)
    {
        using var response = await _nas.Local.PostAsJsonAsync("/api/truenas/connections/test", connection);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{system?.Name}: {problem}");
        return problem;
    }
}
