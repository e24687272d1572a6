namespace NasOrleans.Power.Sources.Judging;

/// <summary>Whether we were there, and what of that which is read may be trusted.</summary>
internal static class WakeRules
{
    // A clock that keeps being set must not keep us from deciding for ever.
    private static readonly TimeSpan DoubtAtMost = TimeSpan.FromSeconds(5);

    public static (UpsState Next, bool Overslept) Awake(UpsState state, PowerMoment now)
    {
        if (state.At is not { } last) return (state with { AwakeSince = now.Ticking }, false);
        var jumped = ClockRules.Jumped(last, now) && !(now.Ticking - state.TrustFrom < DoubtAtMost);
        if (!jumped && !ClockRules.IsLate(last, now)) return (state, false);
        return (state with
        {
            AwakeSince = now.Ticking,
            TrustFrom = jumped ? now.Ticking : state.TrustFrom,
            Contact = ContactRules.Overslept(state.Contact, last.Ticking, now.Ticking),
        }, true);
    }

    /// <summary>Newer than the last one, young enough, and not from before the clocks disagreed.</summary>
    public static bool IsNews(UpsState state, PowerObservation seen, PowerMoment now)
    {
        if (now.Ticking - seen.At > ClockRules.OldestToActOn || seen.At < state.TrustFrom) return false;
        if (state.Mark is not { } mark) return true;
        return seen.Reader == mark.Reader ? seen.Sequence > mark.Sequence : seen.At > mark.At;
    }

    /// <summary>The latest valid status, if it may still be acted on.</summary>
    public static bool MayActOn(UpsState state, PowerMoment now) =>
        state.Seen is { } seen && now.Ticking - seen.At.Ticking <= ClockRules.OldestToActOn && !(seen.At.Ticking < state.TrustFrom);
}
