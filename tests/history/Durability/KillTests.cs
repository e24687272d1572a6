using NasOrleans.Silo.Storage;
using NasOrleans.Tests.Writer;
using Orleans.Runtime;
using Xunit.Abstractions;

namespace NasOrleans.Tests.History.Durability;

public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 50, Writers = 8;

    private readonly TempFolder _temp = new();

    // Seeded, so that a failure can be run again; where exactly a kill strikes is up to the scheduler anyway.
    private readonly Random _random = new(20261120);
    private readonly int[] _acknowledged = new int[Writers];

    [Fact]
    public async Task Kill_FiftyTimesInAWriteLoop_EveryAcknowledgedWriteIsThere()
    {
        var total = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            total += await ReadAsync(Start(), _random.Next(0, 400));
            await CheckAsync();
        }

        output.WriteLine($"{Kills} kills, {total} acknowledged writes, none lost");
        Assert.True(total > Kills);
    }

    [Fact]
    public async Task Kill_AtAnyInstantFromTheStartOn_EveryAcknowledgedWriteIsThere()
    {
        var (total, early) = (0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            var writer = Start();
            var reading = ReadAsync(writer);
            // The instant is the point: a third of these strike before the first acknowledgement, while the program starts and opens its files.
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(0, 500)), TimeProvider.System);
            writer.Kill();
            var seen = await reading;
            total += seen;
            if (seen == 0) early++;
            await CheckAsync();
        }

        output.WriteLine($"{Kills} kills, {early} before the first write, {total} acknowledged writes, none lost");
    }

    public void Dispose() => _temp.Dispose();

    private WriterProcess Start() => WriterProcess.Start(_temp.File("data"), "loop", $"{Writers}");

    /// <summary>Takes down what is acknowledged until the process is gone; kills it itself after a number of writes, when one is given.</summary>
    private async Task<int> ReadAsync(WriterProcess writer, int? killAfter = null)
    {
        using (writer)
        {
            var seen = 0;
            while (await writer.NextAsync() is { } write)
            {
                _acknowledged[write.Writer] = write.Value;
                if (seen++ == killAfter) writer.Kill();
            }

            return seen;
        }
    }

    private async Task CheckAsync()
    {
        using var folder = DataFolder.Open(_temp.File("data"));
        using var storage = new SqliteGrainStorage(folder.StateFile);
        for (var writer = 0; writer < Writers; writer++)
        {
            var state = new StoredState<Counter>();
            await storage.ReadStateAsync("counter", GrainId.Create("counter", $"{writer}"), state);
            // At most the one write whose acknowledgement the kill cut off may be there as well.
            Assert.InRange(state.State.Value, _acknowledged[writer], _acknowledged[writer] + 1);
            _acknowledged[writer] = state.State.Value;
        }
    }
}
