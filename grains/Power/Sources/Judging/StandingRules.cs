using System.Collections.Immutable;
using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources.Judging;

/// <summary>What the source is worth, told when that changes.</summary>
internal static class StandingRules
{
    public static (UpsState Next, ImmutableArray<PowerNote> Notes) Decide(UpsState before, UpsState state, PowerSourceConfig config, PowerMoment now)
    {
        var standing = Of(state);
        var next = standing == state.Standing && state.StandingSince is not null ? state : state with { Standing = standing, StandingSince = now.Wall };
        var notes = ImmutableArray<PowerNote>.Empty;
        if ((standing != before.Standing || next.Loss?.Cause != before.Loss?.Cause) && !IsDoubtOnLine(before, next)) notes = notes.Add(Told(before, next, now));
        if (next.OldForcedShutdown && !before.OldForcedShutdown) notes = notes.Add(Note.Of(
            PowerNoteKind.OldForcedShutdown, PowerSeverity.Warning, now.Wall, "", "FSD",
            "A forced shutdown (FSD) stands at the server since before we looked, with mains there: not acted on. It goes when the server is restarted"));
        return (next, notes.AddRange(ContactNotes(before.Contact, next.Contact, config.Contact, now)));
    }

    public static PowerStanding Of(UpsState state)
    {
        if (state.Loss is not null) return PowerStanding.Lost;
        if (state.Seen is not { } seen || state.Contact.State != ContactState.Good) return PowerStanding.Unknown;
        return seen.OnBattery ? PowerStanding.OnBattery : PowerStanding.OnLine;
    }

    /// <summary>One line with the numbers that led to where it stands.</summary>
    public static string Why(UpsState state, PowerMoment now) => state switch
    {
        { Loss: { } loss } => loss.Why,
        { Seen: null } => state.Contact.Fault is { } fault ? $"Nothing valid was heard yet: {fault.Message}" : "Nothing valid was heard yet",
        { Contact: { State: not ContactState.Good } contact } => $"Nothing valid was heard for {ContactRules.Silence(contact, now.Ticking).TotalSeconds:0} s: {contact.Fault?.Message}",
        { Outage: { } outage } => $"On battery for {(now.Ticking - outage.Since.Ticking).TotalSeconds:0} s{Numbers(state)}",
        { TestingSince: not null } => $"The UPS uses its battery by its own will ({state.Seen.Text}){Numbers(state)}",
        _ => $"On line ({state.Seen.Text})",
    };

    // A doubt about a source on line that ends within the grace is counted and not told, and one that lasts is told as lost contact.
    private static bool IsDoubtOnLine(UpsState before, UpsState next) => (before.Standing, next.Standing) switch
    {
        (PowerStanding.OnLine, PowerStanding.Unknown) => true,
        (PowerStanding.Unknown, PowerStanding.OnLine) => before.Seen is { OnBattery: false },
        _ => false,
    };

    private static PowerNote Told(UpsState before, UpsState next, PowerMoment now)
    {
        var severity = next.Standing switch
        {
            PowerStanding.Lost => PowerSeverity.Critical,
            PowerStanding.OnLine => before.Standing == PowerStanding.Unknown && before.Seen is null ? PowerSeverity.Info : PowerSeverity.Good,
            _ => PowerSeverity.Warning,
        };
        return Note.Of(
            PowerNoteKind.Standing, severity, now.Wall, before.Standing.ToString(), next.Standing.ToString(), Why(next, now),
            ("charge", next.Numbers.Charge.Value), ("runtime", next.Numbers.Runtime.Value), ("load", next.Numbers.Load), ("rate", next.Outage?.Rate ?? before.Outage?.Rate),
            ("onBattery", (now.Ticking - (next.Outage ?? before.Outage)?.Since.Ticking)?.TotalSeconds), ("silence", Silence(next, now)));
    }

    private static double? Silence(UpsState state, PowerMoment now) => state.Contact.SilentSince is null ? null : ContactRules.Silence(state.Contact, now.Ticking).TotalSeconds;

    private static ImmutableArray<PowerNote> ContactNotes(ContactTrack before, ContactTrack next, ContactLimits limits, PowerMoment now)
    {
        var notes = ImmutableArray<PowerNote>.Empty;
        if (next.State == ContactState.Lost && before.State != ContactState.Lost)
            notes = notes.Add(Note.Of(PowerNoteKind.Contact, PowerSeverity.Critical, now.Wall, before.State.ToString(), next.State.ToString(),
                $"Contact is lost: {next.Fault?.Message}", ("silence", ContactRules.Silence(next, now.Ticking).TotalSeconds), ("limit", (ContactRules.FreshFor + limits.Grace).TotalSeconds)));
        if (next.State == ContactState.Good && before.State == ContactState.Lost)
            notes = notes.Add(Note.Of(PowerNoteKind.Contact, PowerSeverity.Good, now.Wall, before.State.ToString(), next.State.ToString(), "Contact is back"));
        if (next.FlappingTold && !before.FlappingTold)
            notes = notes.Add(Note.Of(PowerNoteKind.Flapping, PowerSeverity.Warning, now.Wall, "", "",
                $"Contact broke and came back {next.Flaps.Length} times within a day", ("times", next.Flaps.Length)));
        return notes;
    }

    private static string Numbers(UpsState state)
    {
        var said = new List<string>(3);
        if (state.Numbers.Charge.Value is { } charge) said.Add($"charge {charge:0.#} %");
        if (state.Numbers.Runtime.Value is { } runtime) said.Add($"runtime {runtime:0} s");
        if (state.Numbers.Load is { } load) said.Add($"load {load:0.#} %");
        return said.Count == 0 ? "" : "; " + string.Join(", ", said);
    }
}
