using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources.Judging;

/// <summary>The judgement as it is handed out, with ages as of the moment of the answer.</summary>
internal static class VerdictRules
{
    public static SourceVerdict Of(UpsState state, PowerSourceConfig config, PowerMoment now)
    {
        var fresh = NumberRules.AreFresh(state.Numbers, config.Ups?.PollInterval ?? ClockRules.Tick, now);
        return new()
        {
            Standing = state.Standing,
            Cause = state.Loss?.Cause,
            Why = StandingRules.Why(state, now),
            Since = state.StandingSince ?? now.Wall,
            OutageSince = state.Outage?.Since.Wall,
            LastSeenOnBattery = state.Seen?.OnBattery ?? false,
            UnknownFor = ContactRules.Silence(state.Contact, now.Ticking),
            Age = Age(state, config.Contact, now),
            Charge = fresh ? state.Numbers.Charge.Value : null,
            Runtime = fresh && state.Numbers.Runtime.Value is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Load = fresh ? state.Numbers.Load : null,
        };
    }

    private static TimeSpan? Age(UpsState state, ContactLimits limits, PowerMoment now)
    {
        // What is decided out of silence stands on the silence, and that is heard anew with every tick; but only once it has lasted:
        // after a freeze the first question may fail where the second brings good news.
        var silent = state.Seen is { OnBattery: true } && ContactRules.IsBeyondFailsafe(state.Contact, limits, now.Ticking);
        if (silent) return now.Ticking - state.At?.Ticking;
        return state.Mark is { } mark && !(mark.At < state.TrustFrom) ? now.Ticking - mark.At : null;
    }
}
