using System.Text.Json;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Tests.E2e.Systems;

/// <summary>Two controllers of one NAS: turning off only the one in charge would make the other take over.</summary>
public sealed class PairTests
{
    [Fact]
    public async Task Shutdown_OfAPair_TakesTheStandbyFirstAndEndsWithBothDark()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Systems = 2, Profile = Profile.Ha });
        var (active, standby) = (fleet.Systems[0], fleet.Systems[1]);
        await using var nas = await NasProcess.StartAsync();
        await nas.ConnectAsync("pair", "Pair", active.Host, active.Port, active.ApiKey, active.Fingerprint);
        await Eventually.IsTrue(async () => (await InventoryAsync(nas)) is { } inventory && inventory.Contains("MASTER", StringComparison.Ordinal), "the pair was read");

        using var accepted = await nas.Local.PostAsJsonAsync("/api/v1/systems/pair/shutdown", new { confirm = "Pair", reason = "a test" });
        var id = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        await Eventually.IsTrue(
            async () => (await nas.Local.GetFromJsonAsync<JsonElement>($"/api/v1/systems/pair/commands/{id}")).GetProperty("state").GetString() == "confirmed",
            TimeSpan.FromMinutes(2), "the shutdown is confirmed");

        Assert.True(active.IsDark && standby.IsDark);
        Assert.Equal((1, 1), (active.Received.Count("system.shutdown"), active.Received.Count("failover.call_remote")));
        Assert.True(active.Received.Of("failover.call_remote")[0].At < active.Received.Of("system.shutdown")[0].At);
    }

    private static async Task<string?> InventoryAsync(NasProcess nas)
    {
        using var response = await nas.Local.GetAsync("/api/v1/systems/pair/inventory");
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : null;
    }
}
