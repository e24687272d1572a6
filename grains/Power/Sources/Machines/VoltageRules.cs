using System.Collections.Immutable;
using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources.Machines;

/// <summary>Brown-out and over-voltage. Judged on line only: on battery the UPS has already found the mains too bad.</summary>
internal static class VoltageRules
{
    private const double MostPlausible = 600;

    public static (VoltageTrack Next, ImmutableArray<PowerNote> Notes) Next(VoltageTrack track, VoltageLimits limits, Glance glance)
    {
        if (glance.Status.Supply == Supply.Battery) return OnBattery(track, glance);
        if (glance.Status.Supply != Supply.Mains || !glance.HasNewNumbers) return (track, []);
        if (glance.Numbers.InputVolts is not ({ } volts and > 0 and <= MostPlausible)) return (track, []);

        var (learned, mismatch) = Learned(track, limits, glance, volts);
        var band = VoltageBandRules.Of(limits, glance.Numbers.NominalVolts, learned.FirstSeen);
        // Half of the world has half of that voltage: nothing is called bad before a few readings have told which half this is.
        if (band.From == "assumed" && (limits.Low is null || limits.High is null)) return (learned, mismatch);
        var (next, change) = Moved(Measured(learned, limits, band, volts, glance.Now), limits, band, volts, glance.Now);
        return (next, change is null ? mismatch : mismatch.Add(change));
    }

    private static VoltageTrack Measured(VoltageTrack track, VoltageLimits limits, VoltageBand band, double volts, PowerMoment now)
    {
        var seems = Seems(track.State, limits, band, volts);
        var worst = seems == VoltageState.Normal && track.State is VoltageState.Normal or VoltageState.Unknown ? (double?)null
            : track.Worst is { } before && Math.Abs(before - band.Nominal) >= Math.Abs(volts - band.Nominal) ? before : volts;
        return seems == track.Towards && track.TowardsSince is not null
            ? track with { Worst = worst }
            : track with { Towards = seems, TowardsSince = now.Ticking, Worst = worst };
    }

    private static (VoltageTrack Next, PowerNote? Change) Moved(VoltageTrack track, VoltageLimits limits, VoltageBand band, double volts, PowerMoment now)
    {
        if (track.Towards == track.State) return (track, null);
        var severe = track.Towards != VoltageState.Normal && Math.Abs(volts - band.Nominal) > band.Nominal * limits.Severe / 100;
        var first = track.State == VoltageState.Unknown && track.Towards == VoltageState.Normal;
        if (!severe && !first && now.Ticking - track.TowardsSince < limits.Sustained) return (track, null);
        var moved = track with { State = track.Towards, Since = now, Worst = track.Towards == VoltageState.Normal ? null : track.Worst };
        return (moved, first ? null : Told(track, band, volts, now));
    }

    // From bad to good it must come back inside by the hysteresis.
    private static VoltageState Seems(VoltageState state, VoltageLimits limits, VoltageBand band, double volts)
    {
        var hysteresis = band.Nominal * limits.Hysteresis / 100;
        if (volts < band.Low + (state == VoltageState.Low ? hysteresis : 0)) return VoltageState.Low;
        return volts > band.High - (state == VoltageState.High ? hysteresis : 0) ? VoltageState.High : VoltageState.Normal;
    }

    private static (VoltageTrack Next, ImmutableArray<PowerNote> Notes) Learned(VoltageTrack track, VoltageLimits limits, Glance glance, double volts)
    {
        if (limits.Nominal is not null || track.FirstSeen.Length >= VoltageBandRules.ReadingsToLearn) return (track, []);
        var learned = track with { FirstSeen = track.FirstSeen.Add(volts) };
        var band = VoltageBandRules.Of(limits, glance.Numbers.NominalVolts, learned.FirstSeen);
        if (track.MismatchTold || band.From != "observed" || glance.Numbers.NominalVolts is not { } said) return (learned, []);
        return (learned with { MismatchTold = true },
        [
            Note.Of(PowerNoteKind.NominalVoltage, PowerSeverity.Warning, glance.Now.Wall, $"{said:0}", $"{band.Nominal:0}",
                $"The UPS gives a nominal voltage of {said:0} V, but {band.Nominal:0} V is seen; limits are made from what is seen", ("said", said), ("observed", band.Nominal)),
        ]);
    }

    private static (VoltageTrack Next, ImmutableArray<PowerNote> Notes) OnBattery(VoltageTrack track, Glance glance)
    {
        var next = track with { State = VoltageState.Unknown, Towards = VoltageState.Unknown, TowardsSince = null, Worst = null, Since = track.State == VoltageState.Unknown ? track.Since : glance.Now };
        if (track.State is not (VoltageState.Low or VoltageState.High)) return (next, []);
        return (next,
        [
            Note.Of(PowerNoteKind.Voltage, PowerSeverity.Info, glance.Now.Wall, track.State.ToString(), VoltageState.Unknown.ToString(),
                $"The mains voltage was bad until the UPS went to its battery, {track.Worst:0.#} V at worst", ("worst", track.Worst)),
        ]);
    }

    private static PowerNote Told(VoltageTrack track, VoltageBand band, double volts, PowerMoment now)
    {
        var (severity, text) = track.Towards switch
        {
            VoltageState.Low => (PowerSeverity.Warning, $"Brown-out: {volts:0.#} V is below {band.Low:0.#} V"),
            VoltageState.High => (PowerSeverity.Warning, $"Over-voltage: {volts:0.#} V is above {band.High:0.#} V"),
            _ => (PowerSeverity.Good, $"The mains voltage is good again at {volts:0.#} V; {track.Worst:0.#} V at worst"),
        };
        return Note.Of(PowerNoteKind.Voltage, severity, now.Wall, track.State.ToString(), track.Towards.ToString(), text,
            ("volts", volts), ("low", band.Low), ("high", band.High), ("nominal", band.Nominal), ("worst", track.Worst));
    }
}
