using NasOrleans.Protocols.Nut;
using Xunit.Abstractions;

namespace NasOrleans.Tests.Nut.Reading;

public sealed class PaceTests(ITestOutputHelper output)
{
    private const int Cycles = 50;

    [FactNeeding("upsd", "nut-server")]
    public async Task List_OneAfterTheOther_WaitsForNoDelayedAcknowledgement()
    {
        await using var server = await UpsServer.StartAsync();
        await using var reader = await server.ReaderAsync();
        await reader.VariablesAsync("ups1", Client.None);

        var times = await TimedAsync(200, () => reader.VariablesAsync("ups1", Client.None));
        var status = await TimedAsync(200, () => reader.StatusAsync("ups1", Client.None));

        output.WriteLine($"LIST VAR {Shown(times)}; GET VAR ups.status {Shown(status)}");
        // Without it each one takes 44 ms.
        Assert.True(times[times.Length / 2] < TimeSpan.FromMilliseconds(10), Shown(times));
    }

    [FactNeeding("upsd", "nut-server")]
    public async Task HundredUpses_InOneCycle_OverOneConnection()
    {
        await using var server = await UpsServer.StartAsync(new UpsServerOptions { Upses = UpsServerOptions.Numbered(100), MaxAge = 15 });
        await using var reader = await server.ReaderAsync();
        await CycleAsync(server, reader);

        var times = await TimedAsync(Cycles, () => CycleAsync(server, reader));
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await CycleAsync(server, reader);
        var perQuestion = (GC.GetTotalAllocatedBytes(precise: true) - before) / 100;

        output.WriteLine($"100 UPSes, all variables: {Shown(times)}, {perQuestion} bytes allocated per UPS when nothing changed");
        Assert.True(times[times.Length / 2] < TimeSpan.FromMilliseconds(200), Shown(times));
        Assert.Equal(1, reader.Link.Connections);
    }

    private static async Task<bool> CycleAsync(UpsServer server, INutReader reader)
    {
        var answers = await Task.WhenAll(server.Upses.Select(ups => reader.VariablesAsync(ups, Client.None)));
        for (var at = 0; at < answers.Length; at++)
        {
            Assert.True(answers[at].IsGood, $"{server.Upses[at]}: {answers[at].Fault}");
            Assert.Equal($"S-{server.Upses[at]}", answers[at].Value!["device.serial"]);
        }
        return true;
    }

    private static async Task<TimeSpan[]> TimedAsync<T>(int times, Func<Task<T>> act)
    {
        var taken = new TimeSpan[times];
        for (var at = 0; at < times; at++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await act();
            taken[at] = TimeProvider.System.GetElapsedTime(started);
        }
        Array.Sort(taken);
        return taken;
    }

    private static string Shown(TimeSpan[] sorted) =>
        $"p50 {sorted[sorted.Length / 2].TotalMilliseconds:0.00} ms, p99 {sorted[(int)(sorted.Length * 0.99)].TotalMilliseconds:0.00} ms";
}
