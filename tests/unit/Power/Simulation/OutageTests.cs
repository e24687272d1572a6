using System.Collections.Concurrent;
using System.Globalization;
using Xunit.Abstractions;

namespace NasOrleans.Tests.Unit.Power.Simulation;

/// <summary>
/// Ten thousand outages over the rules, as grains will use them. A failure names its seed: <c>NAS_OUTAGE_SEED=123</c> plays that one alone,
/// <c>NAS_OUTAGES=100000</c> as many.
/// </summary>
public sealed class OutageTests(ITestOutputHelper output)
{
    private const int Outages = 10_000;

    [Fact]
    public void Outages_OfAllKinds_KeepTheInvariants()
    {
        var seeds = Number("NAS_OUTAGE_SEED") is { } seed ? [seed] : Enumerable.Range(1, Number("NAS_OUTAGES") ?? Outages);
        var failures = new ConcurrentBag<(int Seed, string Violation)>();
        var seen = new ConcurrentDictionary<string, int>();
        Parallel.ForEach(seeds, each =>
        {
            var judge = Outage.Play(each);
            foreach (var violation in judge.Violations) failures.Add((each, violation));
            foreach (var (what, count) in judge.Seen) seen.AddOrUpdate(what, count, (_, before) => before + count);
        });
        output.WriteLine(string.Join(", ", seen.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key} {each.Value}")));

        Assert.Equal([], failures.OrderBy(failure => failure.Seed).Take(20).Select(failure => $"NAS_OUTAGE_SEED={failure.Seed}: {failure.Violation}"));
        if (seeds.Count() < 1000) return;
        Assert.All(["runs", "acts", "saved", "lost", "Completed", "Incomplete", "Cancelled", "HostWentDown"], what => Assert.True(seen.GetValueOrDefault(what) > 0, what + " never happened"));
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
