using NasOrleans.Silo.Storage;
using NasOrleans.Tests.Writer;
using Orleans.Runtime;
using Xunit.Abstractions;

namespace NasOrleans.Tests.History.Durability;

public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 50, Writers = 8;

    private readonly TempFolder _temp = new();

    [Fact]
    public async Task Kill_FiftyTimesInAWriteLoop_EveryAcknowledgedWriteIsThere()
    {
        // Seeded, so that a failure can be run again; where exactly a kill strikes is up to the scheduler anyway.
        var random = new Random(20261120);
        var acknowledged = new int[Writers];
        var total = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            total += await RunAndKillAsync(random.Next(0, 400), acknowledged);

            using var folder = DataFolder.Open(_temp.File("data"));
            using var storage = new SqliteGrainStorage(folder.StateFile);
            for (var writer = 0; writer < Writers; writer++)
            {
                var state = new StoredState<Counter>();
                await storage.ReadStateAsync("counter", GrainId.Create("counter", $"{writer}"), state);
                // At most the one write whose acknowledgement the kill cut off may be there as well.
                Assert.InRange(state.State.Value, acknowledged[writer], acknowledged[writer] + 1);
                acknowledged[writer] = state.State.Value;
            }
        }

        output.WriteLine($"{Kills} kills, {total} acknowledged writes, none lost");
        Assert.True(total > Kills);
    }

    public void Dispose() => _temp.Dispose();

    private async Task<int> RunAndKillAsync(int after, int[] acknowledged)
    {
        using var writer = WriterProcess.Start(_temp.File("data"), "loop", $"{Writers}");
        var seen = 0;
        while (await writer.NextAsync() is { } write)
        {
            acknowledged[write.Writer] = write.Value;
            if (seen++ == after) writer.Kill();
        }

        return seen;
    }
}
