using System.Collections.Immutable;
using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources.Machines;

/// <summary>Flags that are simply on or off: bypass, a battery to be replaced, an output that is switched off.</summary>
internal static class SwitchRules
{
    public static (bool Next, ImmutableArray<PowerNote> Notes) Bypass(bool was, Glance glance) => Next(
        was, glance, UpsFlags.Bypass, PowerNoteKind.Bypass, PowerSeverity.Critical,
        "The UPS is on bypass: the load hangs on bare mains", "The UPS is no longer on bypass");

    public static (bool Next, ImmutableArray<PowerNote> Notes) ReplaceBattery(bool was, Glance glance) => Next(
        was, glance, UpsFlags.ReplaceBattery, PowerNoteKind.ReplaceBattery, PowerSeverity.Critical,
        "The UPS asks for a new battery", "The UPS no longer asks for a new battery");

    public static (bool Next, ImmutableArray<PowerNote> Notes) OutputOff(bool was, Glance glance) => Next(
        was, glance, UpsFlags.Off, PowerNoteKind.Output, PowerSeverity.Critical, "The output of the UPS is off", "The output of the UPS is on");

    private static (bool Next, ImmutableArray<PowerNote> Notes) Next(bool was, Glance glance, UpsFlags flag, PowerNoteKind kind, PowerSeverity severity, string on, string off)
    {
        var now = glance.Status.Has(flag);
        if (now == was) return (was, []);
        return (now, [Note.Of(kind, now ? severity : PowerSeverity.Good, glance.Now.Wall, Word(was), Word(now), now ? on : off)]);
    }

    private static string Word(bool on) => on ? "on" : "off";
}
