using System.Collections.Immutable;
using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources.Machines;

/// <summary>The UPS lifts or lowers a mains voltage that is off (AVR).</summary>
internal static class RegulationRules
{
    public static (Regulation Next, ImmutableArray<PowerNote> Notes) Next(Regulation was, Glance glance)
    {
        var next = glance.Status switch
        {
            var status when status.Supply == Supply.Battery => Regulation.None,
            var status when status.Has(UpsFlags.Boosting) => Regulation.Boost,
            var status when status.Has(UpsFlags.Trimming) => Regulation.Trim,
            _ => Regulation.None,
        };
        if (next == was) return (was, []);
        var volts = glance.Numbers.InputVolts;
        var text = next switch
        {
            Regulation.Boost => "The UPS lifts the voltage of the mains",
            Regulation.Trim => "The UPS lowers the voltage of the mains",
            _ => "The UPS no longer regulates the voltage of the mains",
        };
        return (next,
        [
            Note.Of(PowerNoteKind.Regulation, next == Regulation.None ? PowerSeverity.Good : PowerSeverity.Warning, glance.Now.Wall, was.ToString(), next.ToString(),
                volts is null ? text : $"{text}: {volts:0.#} V", ("volts", volts)),
        ]);
    }
}
