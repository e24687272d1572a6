using System.Collections.Immutable;
using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources.Machines;

internal sealed record AlarmTrack
{
    public bool On { get; init; }

    public string? Text { get; init; }
}

/// <summary>What the UPS itself cries out. Its text may come a poll later than the flag.</summary>
internal static class AlarmRules
{
    public static (AlarmTrack Next, ImmutableArray<PowerNote> Notes) Next(AlarmTrack track, Glance glance)
    {
        var text = glance.Text("ups.alarm");
        var next = new AlarmTrack { On = glance.Status.Has(UpsFlags.Alarm) || text is not null, Text = text };
        if (next == track || (next.On && track.On && text is null)) return (track, []);
        var said = next.On ? text is null ? "The UPS raises an alarm" : $"The UPS raises an alarm: {text}" : "The alarm of the UPS is over";
        return (next, [Note.Of(PowerNoteKind.Alarm, next.On ? PowerSeverity.Critical : PowerSeverity.Good, glance.Now.Wall, Word(track), Word(next), said)]);
    }

    private static string Word(AlarmTrack track) => track.On ? track.Text ?? "on" : "off";
}
