using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Hosting;

/// <summary>Simulated systems that listen; the door for tests.</summary>
public sealed class TrueNasFleet : IAsyncDisposable
{
    private readonly WebApplication _web;

    private TrueNasFleet(WebApplication web, ImmutableArray<Appliance> systems)
    {
        _web = web;
        Systems = systems;
    }

    public ImmutableArray<Appliance> Systems { get; }

    public static async Task<TrueNasFleet> StartAsync(FleetOptions options, CancellationToken cancellationToken = default)
    {
        var clock = new FastClock(options.Time, options.Speed);
        var releases = Enum.GetValues<Release>();
        ImmutableArray<Appliance> systems =
        [
            .. Enumerable.Range(0, options.Systems).Select(number => new Appliance(new ApplianceOptions
            {
                Number = number,
                Name = $"nas-{number:0000}",
                Release = options.Mix ? releases[number % releases.Length] : options.Release,
                Profile = options.Profile,
                Seed = options.Seed + number,
                Time = options.Time,
                Clock = clock,
            })),
        ];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        var web = builder.Build();
        web.MapGet("/api/versions", () => Results.Json(new[] { "v25.04.0" }));
        await web.StartAsync(cancellationToken);
        return new TrueNasFleet(web, systems);
    }

    public async ValueTask DisposeAsync() => await _web.DisposeAsync();
}
