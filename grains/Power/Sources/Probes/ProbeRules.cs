using System.Collections.Immutable;
using NasOrleans.Power.Sources.Judging;

namespace NasOrleans.Power.Sources.Probes;

/// <summary>Failed checks to an outage: at once, or only after several in a row. Any success starts anew.</summary>
internal static class ProbeRules
{
    public static ProbeState Resume(ProbeState saved, string? bootId, PowerMoment now) => saved.BootId == bootId
        ? saved with { At = now, Overslept = true }
        : new() { BootId = bootId, At = now, LastSuccess = saved.LastSuccess, Notes = saved.Notes };

    /// <summary>When to check next; at once when nothing that was found may be acted on any more.</summary>
    public static bool IsDue(ProbeState state, ProbeConfig config, PowerMoment now) =>
        state.Overslept || state.LastCheck is not { } last || now.Ticking - last.Ticking >= config.CheckInterval;

    /// <summary>A tick without a check.</summary>
    public static ProbeState Tick(ProbeState state, PowerMoment now)
    {
        var overslept = state.At is { } last && (ClockRules.IsLate(last, now) || ClockRules.Jumped(last, now));
        return state with { At = now, Overslept = state.Overslept || overslept };
    }

    public static ProbeJudgement Judge(ProbeState state, ProbeConfig config, ProbeCheck check, PowerMoment now)
    {
        // A check that hung while we stood still tells of then.
        if (check.At <= state.LastCheck?.Ticking || now.Ticking - check.At > config.Timeout + ClockRules.OldestToActOn) return new() { State = Tick(state, now) };
        var began = new PowerMoment(check.At, now.Wall - (now.Ticking - check.At));
        var looked = state with { At = now, LastCheck = began, Took = check.Took, Fault = check.Fault, Overslept = false };
        return check.Fault is null ? Succeeded(state, looked, config, now) : Failed(state, looked, config, check.Fault, began, now);
    }

    public static ProbeJudgement Reset(ProbeState state, PowerSourceReset reset, PowerMoment now)
    {
        var note = Note.Of(PowerNoteKind.Reset, PowerSeverity.Info, now.Wall, state.Standing.ToString(), "", $"{reset.By} reset the source: {reset.Reason}");
        return Told(state, state with { Loss = null, Failures = 0, FailingSince = null, Overslept = true, At = now, Seen = false, Standing = PowerStanding.Unknown, StandingSince = now.Wall }, [note]);
    }

    public static SourceVerdict Verdict(ProbeState state, ProbeConfig config, PowerMoment now) => new()
    {
        Standing = state.Standing,
        Cause = state.Loss?.Cause,
        Why = state.Loss?.Why ?? Why(state, config),
        Since = state.StandingSince ?? now.Wall,
        OutageSince = state.Seen ? state.FailingSince?.Wall : null,
        LastSeenOnBattery = state is { Seen: true, Failures: > 0 },
        UnknownFor = state.Seen || state.FailingSince is not { } failing ? TimeSpan.Zero : now.Ticking - failing.Ticking,
        Age = Age(state, config, now),
    };

    public static ProbeSnapshot Snapshot(ProbeState state, ProbeConfig config) => new()
    {
        Failures = state.Failures,
        Needed = Needed(config),
        LastCheck = state.LastCheck?.Wall,
        LastSuccess = state.LastSuccess,
        Took = state.Took,
    };

    private static int Needed(ProbeConfig config) => config.Mode == ProbeMode.Immediate ? 1 : config.TotalChecks;

    // Between checks there is nothing to know: what the latest found is as young as our own tick, unless one is overdue or we were away.
    private static TimeSpan? Age(ProbeState state, ProbeConfig config, PowerMoment now)
    {
        if (state.LastCheck is not { } last) return null;
        var overdue = now.Ticking - last.Ticking > config.CheckInterval + config.Timeout + ClockRules.OldestToActOn;
        return state.Overslept || overdue ? now.Ticking - last.Ticking is var age && age > ClockRules.OldestToActOn ? age : null : now.Ticking - state.At?.Ticking;
    }

    private static ProbeJudgement Succeeded(ProbeState before, ProbeState looked, ProbeConfig config, PowerMoment now)
    {
        var next = Standing(looked with { Failures = 0, FailingSince = null, Seen = true, LastSuccess = now.Wall, Loss = null }, PowerStanding.OnLine, now);
        if (before.Failures == 0 && before.Standing == PowerStanding.OnLine) return new() { State = next };
        var text = before.Failures == 0 ? "The check succeeded" : $"The check succeeded after {before.Failures} of {Needed(config)} had failed";
        var severity = before.Failures == 0 ? PowerSeverity.Info : PowerSeverity.Good;
        return Told(before, next, [Note.Of(PowerNoteKind.Check, severity, now.Wall, $"{before.Failures}", "0", text, ("failures", 0), ("needed", Needed(config)))]);
    }

    private static ProbeJudgement Failed(ProbeState before, ProbeState looked, ProbeConfig config, ContactFault fault, PowerMoment began, PowerMoment now)
    {
        var needed = Needed(config);
        var failed = looked with { Failures = Math.Min(looked.Failures + 1, needed), FailingSince = looked.FailingSince ?? began };
        if (!failed.Seen) return Told(before, Standing(failed, PowerStanding.Unknown, now), FirstOnly(before, failed, fault, now));
        if (failed.Loss is not null) return new() { State = failed };

        var line = $"Check {failed.Failures} of {needed} failed: {fault.Message}";
        var stage = Note.Of(PowerNoteKind.Check, PowerSeverity.Warning, now.Wall, $"{before.Failures}", $"{failed.Failures}", line, ("failures", failed.Failures), ("needed", needed));
        if (failed.Failures < needed) return Told(before, Standing(failed, PowerStanding.OnBattery, now), [stage]);

        var lost = Standing(failed with { Loss = new() { Cause = PowerCause.ProbeFailed, Why = line, Since = now } }, PowerStanding.Lost, now);
        return Told(before, lost, [stage, Note.Of(PowerNoteKind.Standing, PowerSeverity.Critical, now.Wall, before.Standing.ToString(), lost.Standing.ToString(), line, ("failures", needed))]);
    }

    private static ImmutableArray<PowerNote> FirstOnly(ProbeState before, ProbeState failed, ContactFault fault, PowerMoment now) => before.Failures > 0 ? [] :
    [
        Note.Of(PowerNoteKind.Check, PowerSeverity.Warning, now.Wall, "", $"{failed.Failures}",
            $"The check failed, and none has succeeded yet since the start of this host: no ground to shut anything down ({fault.Message})"),
    ];

    private static ProbeState Standing(ProbeState state, PowerStanding standing, PowerMoment now) => state with
    {
        Standing = standing,
        StandingSince = state.Standing == standing && state.StandingSince is not null ? state.StandingSince : now.Wall,
    };

    private static ProbeJudgement Told(ProbeState before, ProbeState next, ImmutableArray<PowerNote> notes) => new()
    {
        State = next with { Notes = Note.Kept(next.Notes, notes) },
        Notes = notes,
        MustPersist = true,
        VerdictChanged = next.Standing != before.Standing,
    };

    private static string Why(ProbeState state, ProbeConfig config) => state switch
    {
        { Failures: 0, Seen: true } => "The latest check succeeded",
        { Failures: 0 } => "Not checked yet",
        { Seen: false } => $"No check has succeeded yet: {state.Fault?.Message}",
        _ => $"{state.Failures} of {Needed(config)} checks failed: {state.Fault?.Message}",
    };
}
