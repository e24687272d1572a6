using NasOrleans.Access;
using NasOrleans.Simulators.Ups.Hosting;
using NasOrleans.Simulators.Ups.Units;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Power;

/// <summary>The API over real grains that read simulated UPSes.</summary>
public sealed class PowerHost : IAsyncLifetime
{
    public const string Sources = "/api/v1/power/sources";

    public ApiHost Api { get; } = new();

    public UpsFleet Upses { get; private set; } = null!;

    public SimulatedUps Ups => Upses.Units[0];

    public async Task InitializeAsync()
    {
        Upses = await UpsFleet.StartAsync(new UpsFleetOptions { Units = 2, Wait = TimeSpan.Zero });
        await Api.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await Api.DisposeAsync();
        await Upses.DisposeAsync();
    }

    public HttpClient As(Role role) => Api.As(role);

    /// <summary>A UPS of the simulator as a source.</summary>
    public object Body(string name, string ups = "ups1", string? password = "secret", string user = "admin") => new
    {
        name,
        ups = new { server = new { host = "127.0.0.1", port = Upses.Server.Port }, ups, userName = user },
        password,
    };

    /// <summary>Set, and seen to stand as it is told.</summary>
    public async Task<JsonElement> Source(string id, string name, string standing = "onLine", string ups = "ups1")
    {
        using var client = As(Role.Admin);
        using var answer = await client.PutAsJsonAsync($"{Sources}/{id}", Body(name, ups));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await Until(id, standing);
    }

    public async Task<JsonElement> Until(string id, string standing)
    {
        using var client = As(Role.Viewer);
        JsonElement source = default;
        await Eventually.IsTrue(async () =>
        {
            source = await client.GetFromJsonAsync<JsonElement>($"{Sources}/{id}");
            return source.GetProperty("state").GetProperty("standing").GetString() == standing;
        }, $"{id} is {standing}");
        return source;
    }
}
