namespace NasOrleans.Power.Sources.Reading;

/// <summary>
/// A driver that stumbles says 0 or 100 for once. Such a number is held back when what stood before contradicts it, and believed when it comes a
/// second time with no other in between: so a real one is late by one reading, and never lost.
/// </summary>
internal static class HoldRules
{
    private const double NearCharge = 5;
    private const double NearRuntime = 60;

    public static HeldNumber Charge(HeldNumber held, double? read) => Next(held, read, read switch
    {
        0 => !(held.Last <= NearCharge),
        // With nothing known before, full is no news to be careful with.
        100 => held.Last < 100 - NearCharge,
        _ => false,
    });

    public static HeldNumber Runtime(HeldNumber held, double? read) => Next(held, read, read is 0 && !(held.Last <= NearRuntime));

    private static HeldNumber Next(HeldNumber held, double? read, bool surprising)
    {
        if (read is null) return held with { Value = null };
        return surprising && held.Doubted != read
            ? held with { Value = held.Last, Doubted = read }
            : new() { Value = read, Last = read };
    }
}
