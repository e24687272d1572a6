using NasOrleans.Power.Journal;
using NasOrleans.Tests.History.Durability;
using NasOrleans.Tests.Writer;
using System.Text.Json;
using Xunit.Abstractions;

namespace NasOrleans.Tests.History.PowerJournal;

/// <summary>The writer program and its power journal: killed in mid-write, and on a disk that is full.</summary>
public sealed class DurabilityTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 20, Writers = 4;

    private readonly TempFolder _temp = new();
    private readonly Random _random = new(20261121);
    private readonly int[] _acknowledged = new int[Writers];

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Kill_InAWriteLoop_EveryAcknowledgedWriteIsThere()
    {
        var total = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            total += await WriteUntilKilledAsync(_random.Next(0, 600));
            await CheckAsync();
        }

        output.WriteLine($"{Kills} kills, {total} acknowledged writes, none lost");
        Assert.True(total > Kills);
    }

    [MountFact]
    public void Write_DiskFull_IsFalseInTimeAndTriedAgainWhenThereIsSpace()
    {
        string[] writer = WriterProcess.Command(_temp.Root, "journal-fill");
        var (exitCode, said) = SystemProgram.Run("unshare", ["-m", "sh", "-c",
            $"mount -t tmpfs -o size=4m none {_temp.Root} && head -c 1500000 /dev/zero > {_temp.Root}/ballast && exec \"$@\"", "sh", .. writer]);

        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(exitCode == 0, said);
        Assert.Matches(@"^full after \d{2,}$", lines[0]);
        Assert.Contains("No space left on device", lines[1]);
        Assert.Equal(["no write hung", "writes again"], lines[2..]);
    }

    private async Task<int> WriteUntilKilledAsync(int writes)
    {
        using var writer = WriterProcess.Start(_temp.File("data"), "journal", $"{Writers}");
        var seen = 0;
        while (await writer.NextAsync() is (var which, var value))
        {
            _acknowledged[which] = value;
            if (++seen == writes + 1) writer.Kill();
        }

        return seen;
    }

    private async Task CheckAsync()
    {
        using var file = new JournalFile(_temp.File("data/power"));
        for (var writer = 0; writer < Writers; writer++)
        {
            var record = await file.ReadAsync($"main/ups:{writer}", default);
            var stored = record is null ? 0 : JsonSerializer.Deserialize<Counter>(record.Json!, StateJson.Options)!.Value;
            Assert.True(stored >= _acknowledged[writer], $"writer {writer}: acknowledged {_acknowledged[writer]}, stored {stored}");
        }

        Assert.InRange(file.Lost, 0, Kills);
    }
}
