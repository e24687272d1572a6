using System.Text.Json;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Tests.E2e.Systems;

/// <summary>The program and one simulated NAS that it polls.</summary>
internal sealed class Site : IAsyncDisposable
{
    private const string Id = "cellar";
    private const string Name = "NAS in the cellar";

    private static readonly TimeSpan CommandLimit = TimeSpan.FromMinutes(3);

    private readonly TrueNasFleet _fleet;
    private readonly NasProcess _nas;

    private Site(TrueNasFleet fleet, NasProcess nas) => (_fleet, _nas) = (fleet, nas);

    /// <summary>The NAS; of a pair the controller in charge.</summary>
    public Appliance System => _fleet.Systems[0];

    public Appliance Standby => _fleet.Systems[1];

    public static async Task<Site> StartAsync(FleetOptions? options = null)
    {
        var fleet = await TrueNasFleet.StartAsync(options ?? new FleetOptions());
        var site = new Site(fleet, await NasProcess.StartAsync());
        var system = site.System;
        await site._nas.ConnectAsync(Id, Name, system.Host, system.Port, system.ApiKey, system.Fingerprint);
        await Eventually.IsTrue(site.IsOnlineAsync, "the system is polled");
        return site;
    }

    public static async Task<Site> StartPairAsync()
    {
        var site = await StartAsync(new FleetOptions { Systems = 2, Profile = Profile.Ha });
        await Eventually.IsTrue(site.IsReadAsPairAsync, "the pair was read");
        return site;
    }

    public async Task<bool> IsOnlineAsync()
    {
        var system = await _nas.Local.GetFromJsonAsync<JsonElement>($"/api/v1/systems/{Id}");
        return system.GetProperty("status").GetString() == "online";
    }

    public async Task<Guid> OrderShutdownAsync(int? stopWorkloadsSeconds = null)
    {
        using var accepted = await _nas.Local.PostAsJsonAsync(
            $"/api/v1/systems/{Id}/shutdown", new { confirm = Name, reason = "a test", stopWorkloadsSeconds });
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        return (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>Null when the program went away before it could answer.</summary>
    public async Task<Guid?> TryOrderShutdownAsync()
    {
        try
        {
            return await OrderShutdownAsync();
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return null;
        }
    }

    public Task<JsonElement> CommandAsync(Guid id) => _nas.Local.GetFromJsonAsync<JsonElement>($"/api/v1/systems/{Id}/commands/{id}");

    public Task StateIsAsync(Guid id, string state) =>
        Eventually.IsTrue(async () => (await CommandAsync(id)).GetProperty("state").GetString() == state, $"the command is {state}");

    /// <summary>How the command ended.</summary>
    public async Task<string?> EndAsync(Guid id)
    {
        string? state = null;
        await Eventually.IsTrue(
            async () => (state = (await CommandAsync(id)).GetProperty("state").GetString()) is "confirmed" or "unknown" or "failed", CommandLimit, "the command ends");
        return state;
    }

    /// <summary>The newest command, or null when that is the given one or there is none.</summary>
    public async Task<Guid?> NewestCommandAsync(Guid? after)
    {
        var commands = await _nas.Local.GetFromJsonAsync<JsonElement>($"/api/v1/systems/{Id}/commands");
        foreach (var command in commands.GetProperty("items").EnumerateArray())
            return command.GetProperty("id").GetGuid() is var newest && newest != after ? newest : null;
        return null;
    }

    public async Task KillAndRestartAsync(Action? between = null)
    {
        await _nas.KillAsync();
        between?.Invoke();
        await _nas.StartAgainAsync();
    }

    private async Task<bool> IsReadAsPairAsync()
    {
        using var response = await _nas.Local.GetAsync($"/api/v1/systems/{Id}/inventory");
        return response.IsSuccessStatusCode && (await response.Content.ReadAsStringAsync()).Contains("MASTER", StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _nas.DisposeAsync();
        await _fleet.DisposeAsync();
    }
}
