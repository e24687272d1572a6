using Microsoft.Extensions.DependencyInjection;
using NasOrleans.Tests;
using Orleans;

namespace NasOrleans.Benchmarks.Calls;

internal sealed class CallsBenchmark : IBenchmark
{
    private const int InFlight = 100;
    private const int CallsEach = 10_000;

    public string Name => "calls";

    public string Measures => $"grain calls per second from a caller in the same process, {InFlight} in flight";

    public async Task RunAsync()
    {
        await using var host = await GrainHost.StartAsync(typeof(EchoGrain).Assembly);
        var factory = host.Services.GetRequiredService<IGrainFactory>();
        var grains = Enumerable.Range(0, InFlight).Select(each => factory.GetGrain<IEchoGrain>($"echo:{each}")).ToArray();
        var channels = Enumerable.Range(0, InFlight).Select(_ => new ChannelEcho()).ToArray();

        await Runs.Rate(InFlight, CallsEach, flight => grains[flight].Echo(flight));
        await Runs.Rate(InFlight, CallsEach, flight => channels[flight].Echo(flight));

        var calls = new List<double>();
        var bare = new List<double>();
        Console.WriteLine($"{"run",3}  {"grain calls/s",14}  {"channel round trips/s",22}");
        for (var run = 1; run <= Runs.Count; run++)
        {
            calls.Add(await Runs.Rate(InFlight, CallsEach, flight => grains[flight].Echo(flight)));
            bare.Add(await Runs.Rate(InFlight, CallsEach, flight => channels[flight].Echo(flight)));
            Console.WriteLine($"{run,3}  {Runs.Text(calls[^1]),14}  {Runs.Text(bare[^1]),22}");
        }
        var ratio = Runs.Median(calls) / Runs.Median(bare);
        Console.WriteLine($"bench {Name}: {Runs.Text(Runs.Median(calls))} calls/s ({ratio:0.00} of a bare channel round trip)");
    }
}
