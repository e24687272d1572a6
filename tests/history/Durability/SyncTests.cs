using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace NasOrleans.Tests.History.Durability;

public sealed partial class SyncTests(ITestOutputHelper output) : IDisposable
{
    private const int Writes = 40;

    private readonly TempFolder _temp = new();

    [StraceFact]
    public void Write_OneAtATime_IsSyncedBeforeEachAcknowledgement()
    {
        var synced = SyncsBeforeAcknowledgements("1", $"{Writes}");

        output.WriteLine($"{synced.Count} acknowledgements, {synced.Sum()} data syncs of the log, at least {synced.Min()} before each");
        Assert.Equal(Writes, synced.Count);
        Assert.DoesNotContain(0, synced);
    }

    [StraceFact]
    public void Write_ManyAtATime_ShareSyncs()
    {
        var synced = SyncsBeforeAcknowledgements("16", $"{Writes}");

        output.WriteLine($"{synced.Count} acknowledgements, {synced.Sum()} data syncs of the log");
        Assert.Equal(16 * Writes, synced.Count);
        Assert.InRange(synced.Sum(), Writes, 16 * Writes / 2);
        Assert.NotEqual(0, synced[0]);
    }

    public void Dispose() => _temp.Dispose();

    /// <summary>How often the log was synced between each acknowledgement and the one before it.</summary>
    private List<int> SyncsBeforeAcknowledgements(params string[] loop)
    {
        var trace = _temp.File("trace");
        var (exitCode, said) = SystemProgram.Run("strace",
            ["-f", "-y", "-s", "64", "-o", trace, "-e", "trace=fdatasync,fsync,write", .. WriterProcess.Command([_temp.File("data"), "loop", .. loop])]);
        Assert.True(exitCode == 0, said);

        var counts = new List<int>();
        var syncs = 0;
        var pending = new HashSet<string>();
        foreach (var line in File.ReadLines(trace))
        {
            var process = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            if (SyncDone().IsMatch(line)) syncs++;
            else if (SyncBegun().IsMatch(line)) pending.Add(process);
            else if (SyncResumed().IsMatch(line) && pending.Remove(process)) syncs++;
            else if (Acknowledged().IsMatch(line))
            {
                counts.Add(syncs);
                syncs = 0;
            }
        }

        return counts;
    }

    // 4711 fdatasync(42</tmp/x/data/state.db-wal>) = 0
    [GeneratedRegex(@"^\d+ +f(data)?sync\(\d+</.*state\.db-wal>\) += 0")]
    private static partial Regex SyncDone();

    // 4711 fdatasync(42</tmp/x/data/state.db-wal> <unfinished ...>
    [GeneratedRegex(@"^\d+ +f(data)?sync\(\d+</.*state\.db-wal> <unfinished")]
    private static partial Regex SyncBegun();

    // 4711 <... fdatasync resumed>)            = 0
    [GeneratedRegex(@"^\d+ +<\.\.\. f(data)?sync resumed>\) += 0")]
    private static partial Regex SyncResumed();

    // 4712 write(40<pipe:[1234]>, "ack 0 1\n", 8) = 8
    [GeneratedRegex("""^\d+ +write\(\d+<pipe:.*, "ack \d+ \d+\\n""")]
    private static partial Regex Acknowledged();
}
