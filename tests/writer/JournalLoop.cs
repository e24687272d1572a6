using Microsoft.Extensions.Logging.Abstractions;
using NasOrleans.Power.Journal;

namespace NasOrleans.Tests.Writer;

/// <summary>The power journal, written to as fast as it takes it.</summary>
internal static class JournalLoop
{
    private const int MostRecords = 100_000;

    // Long enough for the file to be written anew now and then.
    private static readonly string Padding = new('x', 4000);

    public static async Task RunAsync(string folder, int writers, Action<string> say)
    {
        using var file = new JournalFile(folder);
        using var journal = Open(file);
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var last = await journal.ReadAsync<Counter>($"main/ups:{writer}", default);
            // Where nothing was read, versions begin far above nothing; what is counted is in the record.
            var version = last?.Version ?? 0;
            for (var value = (last?.Record.Value ?? 0) + 1; ; value++)
            {
                if (await journal.WriteAsync($"main/ups:{writer}", ++version, new Counter { Value = value, Padding = Padding }, default)) say($"ack {writer} {value}");
            }
        })));
    }

    public static async Task FillAsync(string folder, string ballast, Action<string> say)
    {
        using var file = new JournalFile(folder);
        using var journal = Open(file);
        var written = 0;
        while (await journal.WriteAsync($"main/ups:{written}", 1, new Counter { Value = written, Padding = Padding }, default))
        {
            // A disk that never gets full would keep a test waiting for ever.
            if (++written == MostRecords) throw new InvalidOperationException("The disk does not get full.");
        }

        say($"full after {written}");
        say(journal.Health.Copies[0].Fault!);
        var began = TimeProvider.System.GetTimestamp();
        for (var more = 0; more < 10; more++) await journal.WriteAsync($"main/ups:{written}", 2 + more, new Counter { Value = written, Padding = Padding }, default);
        say(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(10) ? "no write hung" : "writes hung");
        File.Delete(ballast);
        await Eventually.IsTrue(() => journal.Health is { IsWritable: true, Copies: [{ Waiting: 0 }] });
        say("writes again");
        using var again = new JournalFile(folder);
        for (var i = 0; i <= written; i++)
            if (await again.ReadAsync($"main/ups:{i}", default) is null) say($"lost {i}");
        if (again.Lost > 0) say($"{again.Lost} damaged");
    }

    private static PowerJournal Open(JournalFile file) => new([file], TimeProvider.System, NullLogger<PowerJournal>.Instance);
}
