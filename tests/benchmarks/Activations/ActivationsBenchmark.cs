using Microsoft.Extensions.DependencyInjection;
using NasOrleans.History;
using NasOrleans.Secrets;
using NasOrleans.Systems;
using NasOrleans.Tests;
using Orleans;

namespace NasOrleans.Benchmarks.Activations;

/// <summary>Systems that are stored already come into memory, as they do after a restart: state read, timer armed, report sent.</summary>
internal sealed class ActivationsBenchmark : IBenchmark
{
    private const int Systems = 100_000;
    private const int InFlight = 100;
    private const int Each = Systems / Runs.Count / InFlight;
    private const double MegaByte = 1024 * 1024;

    public string Name => "activations";

    public string Measures => $"{Systems:N0} systems brought into memory: how fast, and what they add to the resident set";

    public async Task RunAsync()
    {
        await using var host = await GrainHost.StartAsync(new GrainHostOptions
        {
            GrainAssemblies = [typeof(GrainServices).Assembly],
            Storage = new StoredFleet(),
            Services = services => services
                .AddGrainServices()
                .AddSingleton(new SecretBox(SecretKey.FromValue(Convert.ToBase64String(new byte[SecretKey.Length]))))
                .AddSingleton<IEventLog, NoEvents>(),
        });
        var factory = host.Services.GetRequiredService<IGrainFactory>();
        await factory.System(TenantId.Main, new("warm-up")).EnsureAwake();
        var before = ResidentSet();

        var rates = new List<double>();
        Console.WriteLine($"{"run",3}  {"activations/s",13}  {"systems",8}  {"added RSS",12}");
        for (var run = 0; run < Runs.Count; run++)
        {
            var next = run * Systems / Runs.Count;
            rates.Add(await Runs.Rate(InFlight, Each, _ => Wake(factory, Interlocked.Increment(ref next))));
            Console.WriteLine($"{run + 1,3}  {Runs.Text(rates[^1]),13}  {Runs.Text((run + 1) * Systems / Runs.Count),8}  {Runs.Text((ResidentSet() - before) / MegaByte),9} MB");
        }
        var added = (ResidentSet() - before) / MegaByte;
        Console.WriteLine($"bench {Name}: {Runs.Text(Runs.Median(rates))} activations/s ({Runs.Text(added)} MB of RSS for {Runs.Text(Systems)})");
    }

    private static async Task Wake(IGrainFactory factory, int number)
    {
        if (!await factory.System(TenantId.Main, new($"nas-{number}")).EnsureAwake())
            throw new InvalidOperationException("The system was not found in storage.");
    }

    private static double ResidentSet()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
