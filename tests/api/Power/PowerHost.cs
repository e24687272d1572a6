using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using NasOrleans.Access;
using NasOrleans.Power.Runs.Targets;
using NasOrleans.Simulators.Ups.Hosting;
using NasOrleans.Simulators.Ups.Units;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Power;

/// <summary>The API over real grains that read simulated UPSes.</summary>
public sealed class PowerHost : IAsyncLifetime
{
    public const string Sources = "/api/v1/power/sources";
    public const string Groups = "/api/v1/power/groups";

    private readonly TempFolder _folder = new();

    public PowerHost() => Api = new()
    {
        RegisterForGrains = services => services.AddSingleton(new Installation
        {
            Commands = ImmutableDictionary<string, string>.Empty.Add("now", "true").Add("wait", $"while [ ! -e {_folder.File("let-go")} ]; do sleep 0.05; done"),
        }),
    };

    public ApiHost Api { get; }

    public UpsFleet Upses { get; private set; } = null!;

    public SimulatedUps Ups => Upses.Units[0];

    public async Task InitializeAsync()
    {
        Upses = await UpsFleet.StartAsync(new UpsFleetOptions { Units = 2, Wait = TimeSpan.Zero });
        await Api.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        LetGo();
        await Api.DisposeAsync();
        await Upses.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Ends the command that waits, and all that come.</summary>
    public void LetGo() => File.WriteAllText(_folder.File("let-go"), "");

    public HttpClient As(Role role) => Api.As(role);

    /// <summary>A UPS of the simulator as a source. A machine that is too busy to read it for a while is no lost contact here.</summary>
    public object Body(string name, string ups = "ups1", string? password = "secret", string user = "admin") => new
    {
        name,
        ups = new { server = new { host = "127.0.0.1", port = Upses.Server.Port }, ups, userName = user },
        contact = new { staleTolerance = 100, graceSeconds = 3600, failsafeSeconds = 300 },
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

    /// <summary>A group of two loads on this source, whose steps run commands here; the second one only after the first.</summary>
    public static object GroupOf(string name, string source, string command = "now") => new
    {
        name,
        sources = new[] { source },
        loads = new[] { new { id = "lab", name = "Lab", feeds = new[] { source } }, new { id = "nas", name = "NAS", feeds = new[] { source } } },
        phases = new[]
        {
            new { name = "First", steps = new[] { new { id = "lab-off", load = "lab", timeoutSeconds = 120, command = new { name = command } } } },
            new { name = "Then", steps = new[] { new { id = "nas-off", load = "nas", timeoutSeconds = 120, command = new { name = "now" } } } },
        },
    };

    public async Task<JsonElement> Group(string id, string name, string source, string command = "now")
    {
        using var client = As(Role.Admin);
        using var answer = await client.PutAsJsonAsync($"{Groups}/{id}", GroupOf(name, source, command));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }
}
