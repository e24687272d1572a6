using System.Collections.Immutable;
using NasOrleans.Power.Sources.Judging;

namespace NasOrleans.Power.Sources;

/// <summary>What a judgement leads to.</summary>
internal sealed record UpsJudgement
{
    public required UpsState State { get; init; }

    public ImmutableArray<PowerNote> Notes { get; init; } = [];

    /// <summary>We were not there for a while, or the clocks disagree: read again now, before anything is decided.</summary>
    public bool LookAgain { get; init; }

    /// <summary>Something that must not be forgotten; never on a mere tick.</summary>
    public bool MustPersist { get; init; }

    /// <summary>Whoever follows the source should look.</summary>
    public bool VerdictChanged { get; init; }
}

/// <summary>One look at a UPS, or one tick without any: from what is remembered and what was read to what is remembered next, what changed, and what the source is worth.</summary>
internal static class UpsRules
{
    private static readonly TimeSpan CheckpointOnBattery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CheckpointOtherwise = TimeSpan.FromHours(6);

    /// <summary>
    /// Taken up again after a restart. In the same boot an outage goes on as if nothing had been; in another one everything that was decided is over, since the host
    /// is up. Without boot ids (a cluster) it is always the same.
    /// </summary>
    public static UpsState Resume(UpsState saved, string? bootId, PowerMoment now)
    {
        var same = saved.BootId == bootId;
        var kept = same ? saved : new UpsState { Numbers = saved.Numbers, Machines = saved.Machines, Battery = saved.Battery, Notes = saved.Notes, Contact = new() { Flaps = saved.Contact.Flaps } };
        return kept with
        {
            BootId = bootId,
            At = now,
            AwakeSince = now.Ticking,
            Mark = null,
            Numbers = kept.Numbers with { Reader = Guid.Empty, Sequence = 0, At = null },
            Contact = ContactRules.Overslept(kept.Contact, saved.At?.Ticking ?? now.Ticking, now.Ticking),
        };
    }

    /// <summary>A source that was just set, and of which nothing is known.</summary>
    public static UpsState Fresh(string? bootId, PowerMoment now) => new() { BootId = bootId, At = now, AwakeSince = now.Ticking };

    public static UpsJudgement Judge(UpsState state, PowerSourceConfig config, PowerObservation? seen, PowerMoment now)
    {
        var (awake, overslept) = WakeRules.Awake(state, now);
        var (read, notes) = seen is not null && WakeRules.IsNews(awake, seen, now) ? ObservationRules.Take(awake, config, seen, now) : (ObservationRules.Wait(awake, now), []);
        var (judged, ofVerdict) = StandingRules.Decide(state, LossRules.Decide(read, config, now), config, now);
        ImmutableArray<PowerNote> all = [.. ofVerdict, .. notes];
        var mustPersist = MustPersist(state, judged, all, now);
        return new()
        {
            State = judged with { At = now, SavedAt = mustPersist ? now : judged.SavedAt, Notes = Note.Kept(judged.Notes, all) },
            Notes = all,
            LookAgain = overslept,
            MustPersist = mustPersist,
            VerdictChanged = judged.Standing != state.Standing || judged.Loss?.Cause != state.Loss?.Cause || judged.Outage?.Since != state.Outage?.Since,
        };
    }

    /// <summary>Somebody says that it is over. What holds is found again by the next look, with an outage that begins then.</summary>
    public static UpsJudgement Reset(UpsState state, PowerSourceReset reset, PowerMoment now)
    {
        var note = Note.Of(PowerNoteKind.Reset, PowerSeverity.Info, now.Wall, state.Standing.ToString(), "", $"{reset.By} reset the source: {reset.Reason}");
        var next = state with
        {
            Loss = null,
            Outage = null,
            TestingSince = null,
            // A forced shutdown that still stands was taken note of.
            OldForcedShutdown = state.Seen is { } seen && Reading.UpsStatus.Read(seen.Text) is { } status && status.Has(Reading.UpsFlags.ForcedShutdown),
            // Contact that is lost must first be had again to be lost again.
            Seen = state.Loss?.Cause == PowerCause.ContactLost ? null : state.Seen,
            Standing = PowerStanding.Unknown,
            StandingSince = now.Wall,
            SavedAt = now,
            Notes = Note.Kept(state.Notes, [note]),
        };
        return new() { State = next, Notes = [note], LookAgain = true, MustPersist = true, VerdictChanged = true };
    }

    private static bool MustPersist(UpsState before, UpsState after, ImmutableArray<PowerNote> notes, PowerMoment now)
    {
        if (!notes.IsEmpty || before.Loss != after.Loss || before.Outage?.Since != after.Outage?.Since || before.OldForcedShutdown != after.OldForcedShutdown) return true;
        if (before.Seen is null != after.Seen is null || before.Seen?.OnBattery != after.Seen?.OnBattery || before.Contact.State != after.Contact.State) return true;
        if (before.TestingSince != after.TestingSince || before.Battery.Scores != after.Battery.Scores) return true;
        var every = after.Outage is null ? CheckpointOtherwise : CheckpointOnBattery;
        return after.SavedAt is not { } saved || now.Ticking - saved.Ticking >= every;
    }
}
