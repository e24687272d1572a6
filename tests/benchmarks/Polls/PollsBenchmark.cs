using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Tests;

namespace NasOrleans.Benchmarks.Polls;

/// <summary>A simulated fleet in this process, the program beside it: whether each system is polled in each interval, and what that costs.</summary>
internal sealed class PollsBenchmark : IBenchmark
{
    private const int AddedAtOnce = 16;
    private const double MegaByte = 1024 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromMinutes(5);

    // Half an interval late counts as missed: then the next one is nearer than the one that was due.
    private static readonly TimeSpan Missed = Interval * 1.5;

    public string Name => "polls";

    public string Measures => "5,000 simulated systems over TLS, polled each minute for 5 minutes: missed intervals, latency, memory";

    public async Task RunAsync()
    {
        var systems = Number("NAS_BENCH_SYSTEMS", 5000);
        var time = TimeSpan.FromMinutes(Number("NAS_BENCH_MINUTES", 5));
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Systems = systems, By = Addressing.Address });
        await using var nas = await NasProcess.StartAsync(new Dictionary<string, string> { ["NAS_LOG_LEVEL"] = "warning" });
        var started = TimeProvider.System.GetTimestamp();
        await AddAllAsync(nas, fleet);
        Console.WriteLine($"{Runs.Text(systems)} connections added in {Seconds(started)}");

        var watch = new PollWatch(fleet);
        await Eventually.IsTrue(() => Task.FromResult(watch.Look() == systems), SettleLimit, "each system was polled once");
        Console.WriteLine($"each system polled once after {Seconds(started)}");

        watch.Begin();
        var processor = CpuTime(nas.Id);
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < time)
        {
            watch.Look();
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }

        var load = (CpuTime(nas.Id) - processor) / TimeProvider.System.GetElapsedTime(begun);
        var durations = await DurationsAsync(nas);
        var (gaps, late) = watch.End(Missed);
        Console.WriteLine($"polls: {Runs.Text(watch.Polls)}, longest time between two of one system {gaps.TotalSeconds:N0} s, over {Missed.TotalSeconds:N0} s: {Runs.Text(late)}");
        Console.WriteLine($"latency of the last poll of each: p50 {At(durations, 0.5):N0} ms, p99 {At(durations, 0.99):N0} ms, slowest {durations[^1]:N0} ms");
        Console.WriteLine($"the program: {Peak(nas.Id) / MegaByte:N0} MB of RSS at most, {load:P0} of a core; this process with the fleet: {Environment.WorkingSet / MegaByte:N0} MB");
        Console.WriteLine($"bench {Name}: {Runs.Text(late)} missed intervals ({Runs.Text(systems)} systems, p99 {At(durations, 0.99):N0} ms, {Peak(nas.Id) / MegaByte:N0} MB)");
    }

    private static async Task AddAllAsync(NasProcess nas, TrueNasFleet fleet)
    {
        await Parallel.ForEachAsync(fleet.Systems, new ParallelOptions { MaxDegreeOfParallelism = AddedAtOnce }, async (system, _) =>
            await nas.ConnectAsync(system.Name, system.Name, system.Host, system.Port, system.ApiKey, system.Fingerprint));
    }

    private static async Task<double[]> DurationsAsync(NasProcess nas)
    {
        var connections = await nas.Local.GetFromJsonAsync<JsonElement>("/api/truenas/connections");
        return [.. connections.EnumerateArray().Select(each => each.GetProperty("poll").GetProperty("lastDurationMs").GetDouble()).Order()];
    }

    private static double At(double[] sorted, double share) => sorted[(int)((sorted.Length - 1) * share)];

    private static TimeSpan CpuTime(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.TotalProcessorTime;
    }

    private static double Peak(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.PeakWorkingSet64;
    }

    private static string Seconds(long since) => string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(since).TotalSeconds:N0} s");

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : usual;
}
