using NasOrleans.Silo.Storage;
using Orleans.Runtime;

namespace NasOrleans.Tests.Writer;

/// <summary>How fast this machine's disk lets grain state be.</summary>
internal static class Measure
{
    private static readonly string Padding = new('x', 400);

    public static async Task<string> WritesAsync(SqliteGrainStorage storage, int writers, TimeSpan time)
    {
        var started = TimeProvider.System.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var grain = GrainId.Create($"measure-{writers}", $"{writer}");
            var state = new StoredState<Counter>();
            await storage.ReadStateAsync("counter", grain, state);
            var count = 0;
            for (; TimeProvider.System.GetElapsedTime(started) < time; count++)
            {
                state.State = new Counter { Value = count, Padding = Padding };
                await storage.WriteStateAsync("counter", grain, state);
            }

            return count;
        })));
        return $"writes, {writers} in flight: {counts.Sum() / TimeProvider.System.GetElapsedTime(started).TotalSeconds:n0} /s";
    }

    public static async Task<string> ReadsAsync(SqliteGrainStorage storage, int rows)
    {
        await Task.WhenAll(Enumerable.Range(0, rows).Select(row => Task.Run(() => storage.WriteStateAsync("counter",
            GrainId.Create("measure-reads", $"main/system:{row}"), new StoredState<Counter> { State = new Counter { Value = row, Padding = Padding } }))));

        var started = TimeProvider.System.GetTimestamp();
        for (var row = 0; row < rows; row++)
            await storage.ReadStateAsync("counter", GrainId.Create("measure-reads", $"main/system:{row}"), new StoredState<Counter>());
        return $"reads, one after another: {rows / TimeProvider.System.GetElapsedTime(started).TotalSeconds:n0} /s";
    }
}
