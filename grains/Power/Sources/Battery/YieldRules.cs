using NasOrleans.Power.Sources.Machines;
using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources.Battery;

/// <summary>What a battery gives when it must: load carried over time for each percent of charge, measured in outages and tests that are long enough.</summary>
internal static class YieldRules
{
    private const double FewestPercent = 10;
    private const int MostKept = 50;
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(30);
    // The first charge after a transfer is not yet the battery's.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    public static BatteryState Next(BatteryState battery, Glance glance, TimeSpan? sinceTransfer)
    {
        if (sinceTransfer is not { } since) return battery.Meter is null ? battery : Ended(battery, glance.Now.Wall);
        if (since < Settling || !glance.HasNewNumbers) return battery;
        if (glance.Numbers is not { Charge.Value: { } charge, Load: { } load }) return battery with { Meter = null };
        var now = glance.Now.Ticking;
        if (battery.Meter is not { } meter || now - meter.At > LongestGap || charge > meter.Charge)
            return battery with { Meter = new() { Since = now, FromCharge = charge, At = now, Charge = charge } };
        return battery with { Meter = meter with { At = now, Charge = charge, Work = meter.Work + load * (now - meter.At).TotalMinutes } };
    }

    private static BatteryState Ended(BatteryState battery, DateTimeOffset wall)
    {
        var meter = battery.Meter!;
        var used = meter.FromCharge - meter.Charge;
        var counts = used >= FewestPercent && meter.At - meter.Since >= Shortest && meter.Work > 0;
        return battery with
        {
            Meter = null,
            Yields = counts ? [.. battery.Yields.TakeLast(MostKept - 1), new(wall, Math.Round(meter.Work / used, 4))] : battery.Yields,
        };
    }
}
