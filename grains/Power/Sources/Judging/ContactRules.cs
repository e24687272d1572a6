namespace NasOrleans.Power.Sources.Judging;

/// <summary>
/// Silence, whoever is to blame: driver, server, network or our own reader. It counts from the sending of the first question that got no good answer, and
/// only while we were there to hear one.
/// </summary>
internal static class ContactRules
{
    /// <summary>An answer that is older than this, with none after it, is silence too.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan FlapWindow = TimeSpan.FromHours(24);
    private const int FlapsToWarn = 5;

    public static TimeSpan Silence(ContactTrack contact, TimeSpan now) =>
        contact.SilentSince is { } since ? contact.SilentBefore + Positive(now - since) : TimeSpan.Zero;

    /// <summary>A good answer came.</summary>
    public static ContactTrack Heard(ContactTrack contact, PowerMoment now)
    {
        var flaps = contact.Flaps.RemoveAll(flap => now.Wall - flap > FlapWindow);
        if (contact.State is ContactState.InDoubt) flaps = flaps.Add(now.Wall);
        return new()
        {
            State = ContactState.Good,
            Since = contact.State == ContactState.Good ? contact.Since : now.Wall,
            Flaps = flaps,
            FlappingTold = flaps.Length >= FlapsToWarn,
        };
    }

    /// <summary>A question failed. What was asked before <paramref name="awakeSince"/> is not held against the source.</summary>
    public static ContactTrack Failed(ContactTrack contact, ContactFault fault, TimeSpan failingSince, TimeSpan awakeSince) => contact with
    {
        Fault = fault,
        Failures = contact.Failures + 1,
        SilentSince = contact.SilentSince ?? Later(failingSince, awakeSince),
    };

    /// <summary>Nothing new was heard: neither good nor bad.</summary>
    public static ContactTrack Waiting(ContactTrack contact, TimeSpan? lastGood, TimeSpan awakeSince, TimeSpan now)
    {
        var since = Later(lastGood ?? awakeSince, awakeSince);
        return contact.SilentSince is not null || now - since <= FreshFor ? contact : contact with
        {
            SilentSince = since,
            Fault = new() { Kind = ContactFaultKind.Old, Message = $"Nothing was heard for {(now - since).TotalSeconds:0.#} s" },
        };
    }

    /// <summary>We did not run: one tick of that counts as silence, so that a machine which is always late still gets to its decision.</summary>
    public static ContactTrack Overslept(ContactTrack contact, TimeSpan last, TimeSpan now) => contact.SilentSince is null ? contact : contact with
    {
        SilentBefore = Silence(contact, last) + ClockRules.Tick,
        SilentSince = now,
    };

    /// <summary>What the silence means by now.</summary>
    public static ContactTrack Judged(ContactTrack contact, ContactLimits limits, PowerMoment now)
    {
        var silence = Silence(contact, now.Ticking);
        if (contact.SilentSince is null || contact.State == ContactState.Lost) return contact;
        if (silence >= FreshFor + limits.Grace) return contact with { State = ContactState.Lost, Since = now.Wall };
        return contact.State == ContactState.Good && (contact.Failures >= limits.StaleTolerance || silence >= FreshFor)
            ? contact with { State = ContactState.InDoubt, Since = now.Wall }
            : contact;
    }

    /// <summary>Decided at the last tick that keeps the promise, and not at the first that breaks it.</summary>
    public static bool IsBeyondFailsafe(ContactTrack contact, ContactLimits limits, TimeSpan now) =>
        contact.SilentSince is not null && Silence(contact, now) >= limits.Failsafe - ClockRules.Tick;

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;
}
