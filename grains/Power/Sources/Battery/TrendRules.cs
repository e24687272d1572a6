using System.Collections.Immutable;

namespace NasOrleans.Power.Sources.Battery;

/// <summary>Where the health of a battery goes: the straight line that fits its days best.</summary>
internal static class TrendRules
{
    private const double ReplaceAt = 50;
    private const double DaysOfTrend = 30;
    private const double FurthestDays = 5 * 365;
    private static readonly TimeSpan Shortest = TimeSpan.FromDays(14);

    /// <summary>Points per 30 days, and when it will be due; null where nothing can be said.</summary>
    public static (double? Trend, DateTimeOffset? ReplaceBy) Of(ImmutableArray<BatteryDay> scores, DateTimeOffset now)
    {
        if (scores.Length < 3 || scores[^1].Day - scores[0].Day < Shortest) return (null, null);
        var days = scores.Select(score => (score.Day - scores[0].Day).TotalDays).ToArray();
        var (meanDay, meanScore) = (days.Average(), scores.Average(score => score.Value));
        var spread = days.Sum(day => (day - meanDay) * (day - meanDay));
        if (spread <= 0) return (null, null);
        var slope = scores.Select((score, at) => (days[at] - meanDay) * (score.Value - meanScore)).Sum() / spread;
        return (Math.Round(slope * DaysOfTrend, 2), DueBy(slope, meanScore + slope * ((now - scores[0].Day).TotalDays - meanDay), now));
    }

    private static DateTimeOffset? DueBy(double slope, double today, DateTimeOffset now)
    {
        if (today <= ReplaceAt) return now;
        var days = slope < 0 ? (today - ReplaceAt) / -slope : double.MaxValue;
        return days <= FurthestDays ? now.AddDays(Math.Round(days)) : null;
    }
}
