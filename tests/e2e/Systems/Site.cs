using System.Text.Json;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Tests.E2e.Systems;

/// <summary>The program and one simulated NAS that it polls.</summary>
internal sealed class Site : IAsyncDisposable
{
    private const string Id = "cellar";
    private const string Name = "NAS in the cellar";

    private readonly TrueNasFleet _fleet;
    private readonly NasProcess _nas;

    private Site(TrueNasFleet fleet, NasProcess nas) => (_fleet, _nas) = (fleet, nas);

    public Appliance System => _fleet.Systems[0];

    public static async Task<Site> StartAsync(FleetOptions? options = null)
    {
        var fleet = await TrueNasFleet.StartAsync(options ?? new FleetOptions());
        var site = new Site(fleet, await NasProcess.StartAsync());
        var system = site.System;
        await site._nas.ConnectAsync(Id, Name, system.Host, system.Port, system.ApiKey, system.Fingerprint);
        await Eventually.IsTrue(site.IsOnlineAsync, "the system is polled");
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

    public async ValueTask DisposeAsync()
    {
        await _nas.DisposeAsync();
        await _fleet.DisposeAsync();
    }
}
