using System.Collections.Immutable;
using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources.Machines;

internal sealed record AnomalyTrack
{
    /// <summary>The latest charge on line that nothing spoke against.</summary>
    public double? Charge { get; init; }

    public TimeSpan? At { get; init; }

    /// <summary>The lowest charge after a fall that is being confirmed.</summary>
    public double? Low { get; init; }

    public int Confirmed { get; init; }
}

/// <summary>
/// The charge falls while mains is there: a cell has died, or the UPS has been fooling itself. Some units jitter after an outage, so a fall must
/// stand for three readings, and one that rises again is forgotten.
/// </summary>
internal static class AnomalyRules
{
    private const double Fall = 20;
    private const double Recovery = 10;
    private const int Readings = 3;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(120);

    public static (AnomalyTrack Next, ImmutableArray<PowerNote> Notes) Next(AnomalyTrack track, Glance glance)
    {
        if (glance.Status.Supply != Supply.Mains) return (track == new AnomalyTrack() ? track : new(), []);
        if (!glance.HasNewNumbers || glance.Numbers.Charge.Value is not { } charge) return (track, []);
        if (track.Low is { } low) return Confirm(track, low, charge, glance.Now);
        return track.Charge - charge > Fall && glance.Now.Ticking - track.At < Within
            ? (track with { Low = charge, Confirmed = 1 }, [])
            : (new() { Charge = charge, At = glance.Now.Ticking }, []);
    }

    private static (AnomalyTrack Next, ImmutableArray<PowerNote> Notes) Confirm(AnomalyTrack track, double low, double charge, PowerMoment now)
    {
        if (charge > low + Recovery || !(track.Charge - charge > Fall)) return (new() { Charge = charge, At = now.Ticking }, []);
        if (track.Confirmed + 1 < Readings) return (track with { Low = Math.Min(low, charge), Confirmed = track.Confirmed + 1 }, []);
        return (new() { Charge = charge, At = now.Ticking },
        [
            Note.Of(PowerNoteKind.BatteryAnomaly, PowerSeverity.Critical, now.Wall, $"{track.Charge:0.#}", $"{charge:0.#}",
                $"The charge fell from {track.Charge:0.#} % to {charge:0.#} % with mains there", ("from", track.Charge), ("to", charge)),
        ]);
    }
}
