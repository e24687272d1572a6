using System.Collections.Immutable;

namespace NasOrleans.Power.Sources.Machines;

/// <summary>Nominal voltage and limits: set by somebody, else said by the UPS, unless what is seen contradicts it, else made from what is seen.</summary>
internal static class VoltageBandRules
{
    public const int ReadingsToLearn = 10;

    /// <summary>Beyond this the nominal voltage that the UPS gives is not that of the socket it hangs on.</summary>
    private const double Mismatch = 25;

    private const double Snap = 15;
    private const double LowestNominal = 50;
    private static readonly double[] Standards = [100, 110, 115, 120, 127, 200, 208, 220, 230, 240];

    public static VoltageBand Of(VoltageLimits limits, double? saidByUps, ImmutableArray<double> firstSeen)
    {
        var (nominal, from) = Nominal(limits, saidByUps, firstSeen);
        var band = limits.Band / 100;
        return new(nominal, from, limits.Low ?? Math.Round(nominal * (1 - band), 1), limits.High ?? Math.Round(nominal * (1 + band), 1));
    }

    private static (double Nominal, string From) Nominal(VoltageLimits limits, double? saidByUps, ImmutableArray<double> firstSeen)
    {
        if (limits.Nominal is { } set) return (set, "set");
        var observed = firstSeen.Length >= ReadingsToLearn ? Median(firstSeen) : (double?)null;
        if (saidByUps >= LowestNominal && !(Math.Abs(observed - Snapped(saidByUps.Value) ?? 0) > Mismatch)) return (Snapped(saidByUps.Value), "ups");
        return observed is { } seen ? (Snapped(seen), "observed") : (230, "assumed");
    }

    private static double Snapped(double volts)
    {
        var nearest = Standards.MinBy(standard => Math.Abs(standard - volts));
        return Math.Abs(nearest - volts) <= Snap ? nearest : volts;
    }

    private static double Median(ImmutableArray<double> readings)
    {
        var sorted = readings.Sort();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
