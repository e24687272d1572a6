using System.Collections.Immutable;

namespace NasOrleans.Power.Sources.Judging;

/// <summary>
/// How fast a battery empties. Drivers give whole percents, in steps of up to 30 s: so the middle of the first fifth of the window is compared with the middle of
/// the last, which steps hardly bend and a single wild value not at all.
/// </summary>
internal static class DepletionRules
{
    private const int FewestSamples = 10;
    private static readonly TimeSpan ShortestSpan = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan LongestPace = TimeSpan.FromSeconds(5);

    public static OutageState Sampled(OutageState outage, double? charge, PowerTriggers triggers, TimeSpan now)
    {
        // What a UPS says of its battery jumps at the transfer: that would be no depletion.
        if (charge is not { } percent || now - outage.TransferAt < triggers.Stabilisation) return outage;
        if (!outage.Samples.IsEmpty && now - outage.Samples[^1].At < Pace(triggers.DepletionWindow)) return outage;
        var samples = outage.Samples.RemoveAll(sample => now - sample.At > triggers.DepletionWindow).Add(new(now, percent));
        return outage with { Samples = samples, Rate = Rate(samples, triggers.DepletionWindow) };
    }

    /// <summary>Percent per minute; negative while it charges. Null with too few samples, or over too short a time.</summary>
    public static double? Rate(ImmutableArray<ChargeSample> samples, TimeSpan window)
    {
        if (samples.Length < FewestSamples || samples[^1].At - samples[0].At < Least(window)) return null;
        var edge = Math.Max(3, samples.Length / 5);
        var (early, late) = (Middle(samples[..edge]), Middle(samples[^edge..]));
        var minutes = (late.At - early.At).TotalMinutes;
        return minutes > 0 ? Math.Round((early.Charge - late.Charge) / minutes, 2) : null;
    }

    // Both medians: across a gap in the samples the middle of the times would not be where the middle of the charges is.
    private static ChargeSample Middle(ImmutableArray<ChargeSample> samples)
    {
        var charges = samples.Select(sample => sample.Charge).Order().ToArray();
        var (lower, upper) = ((samples.Length - 1) / 2, samples.Length / 2);
        return new((samples[lower].At + samples[upper].At) / 2, (charges[lower] + charges[upper]) / 2);
    }

    private static TimeSpan Pace(TimeSpan window) => window / 100 < LongestPace ? window / 100 : LongestPace;

    private static TimeSpan Least(TimeSpan window) => window / 2 < ShortestSpan ? window / 2 : ShortestSpan;
}
