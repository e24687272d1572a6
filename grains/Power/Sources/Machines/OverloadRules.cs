using System.Collections.Immutable;
using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources.Machines;

internal sealed record OverloadTrack
{
    /// <summary>Null while it is not overloaded.</summary>
    public PowerMoment? Since { get; init; }

    public double? Worst { get; init; }
}

/// <summary>More load than the UPS can carry, and its end.</summary>
internal static class OverloadRules
{
    public static (OverloadTrack Next, ImmutableArray<PowerNote> Notes) Next(OverloadTrack track, Glance glance)
    {
        var load = glance.Numbers.Load;
        return (track.Since, glance.Status.Has(UpsFlags.Overloaded)) switch
        {
            (null, true) => (new() { Since = glance.Now, Worst = load },
            [
                Note.Of(PowerNoteKind.Overload, PowerSeverity.Critical, glance.Now.Wall, "off", "on", load is null ? "The UPS is overloaded" : $"The UPS is overloaded: {load:0.#} %", ("load", load)),
            ]),
            ({ } since, false) => (new(),
            [
                Note.Of(PowerNoteKind.Overload, PowerSeverity.Good, glance.Now.Wall, "on", "off",
                    $"The UPS is no longer overloaded, after {(glance.Now.Ticking - since.Ticking).TotalSeconds:0} s", ("load", load), ("worst", track.Worst)),
            ]),
            ({ }, true) when load > track.Worst || track.Worst is null => (track with { Worst = load }, []),
            _ => (track, []),
        };
    }
}
