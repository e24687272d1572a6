using System.Collections.Immutable;

namespace NasOrleans.Power.Sources.Battery;

/// <summary>
/// A battery from 0 to 100, out of five things of which most are usually unknown: what it gave in outages, what it promises, its self-test, its age, and
/// whether its charge ever fell on line. With less than a third of their weight known, nothing is claimed.
/// </summary>
internal static class HealthRules
{
    private const double LeastKnown = 0.30;
    private const double MostWhenReplaceAsked = 20;
    private const double LifeYears = 6;
    private const double DaysPerYear = 365.25;
    private static readonly TimeSpan TestCounts = TimeSpan.FromDays(180);
    private static readonly TimeSpan AnomaliesCount = TimeSpan.FromDays(90);

    public static (double? Score, double Known) Score(BatteryState battery, DateTimeOffset now)
    {
        (double Weight, double? Points)[] terms =
        [
            (0.30, Against([.. battery.Yields.Select(yield => yield.Value)])),
            (0.25, Against([.. battery.Promises.Select(day => day.Value)])),
            (0.20, now - battery.TestedAt <= TestCounts && battery.TestPassed is { } passed ? passed ? 100 : 0 : null),
            // That nothing ever happened says little of a battery that is hardly known.
            (0.15, battery.Promises.Length + battery.Yields.Length > 0 ? Math.Max(0, 100 - 25 * RecentAnomalies(battery, now)) : null),
            (0.10, AgeYears(battery, now) is { } years ? Math.Clamp(100 * (1 - years / LifeYears), 0, 100) : null),
        ];
        var known = terms.Where(term => term.Points is not null).Sum(term => term.Weight);
        double? score = known < LeastKnown ? null : terms.Sum(term => term.Weight * (term.Points ?? 0)) / known;
        if (battery.ReplaceAsked) score = Math.Min(score ?? MostWhenReplaceAsked, MostWhenReplaceAsked);
        return (score is { } sure ? Math.Round(sure, 1) : null, Math.Round(known, 2));
    }

    public static double? AgeYears(BatteryState battery, DateTimeOffset now) =>
        battery.Born is { } born ? Math.Round((now - born).TotalDays / DaysPerYear, 2) : null;

    public static int RecentAnomalies(BatteryState battery, DateTimeOffset now) => battery.Anomalies.Count(at => now - at <= AnomaliesCount);

    // The latest against the best of its life; the middle of three, so that no single lucky reading sets the mark.
    private static double? Against(ImmutableArray<double> values)
    {
        if (values.Length < 3) return null;
        var best = Enumerable.Range(0, values.Length - 2).Max(at => Middle(values[at], values[at + 1], values[at + 2]));
        return best > 0 ? Math.Clamp(100 * Middle(values[^3], values[^2], values[^1]) / best, 0, 100) : null;
    }

    private static double Middle(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
