using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources.Judging;

/// <summary>Whether the source is lost as of now. Once it is, it stays so: only what is read can end that.</summary>
internal static class LossRules
{
    public static UpsState Decide(UpsState state, PowerSourceConfig config, PowerMoment now)
    {
        var judged = state with { Contact = ContactRules.Judged(state.Contact, config.Contact, now) };
        if (judged.Loss is not null || judged.Seen is null) return judged;
        var firing = (WakeRules.MayActOn(judged, now) ? PowerRules.Fired(Facts(judged, config, now), config.Triggers) : null) ?? Silent(judged, config.Contact, now);
        return firing is null ? judged : judged with { Loss = new() { Cause = firing.Cause, Why = firing.Why, Since = now } };
    }

    public static BatteryFacts Facts(UpsState state, PowerSourceConfig config, PowerMoment now)
    {
        var status = UpsStatus.Read(state.Seen!.Text)!;
        var fresh = NumberRules.AreFresh(state.Numbers, config.Ups?.PollInterval ?? ClockRules.Tick, now);
        return new()
        {
            Status = status,
            ForcedShutdown = ObservationRules.ForcedShutdownActs(state, status),
            Deliberate = ObservationRules.IsDeliberate(state, status),
            MainsMissing = fresh && ObservationRules.MainsMissing(state.Numbers),
            OnBatteryFor = now.Ticking - state.Outage?.Since.Ticking ?? TimeSpan.Zero,
            SinceTransfer = now.Ticking - (state.Outage?.TransferAt ?? state.TestingSince) ?? TimeSpan.Zero,
            Charge = fresh ? state.Numbers.Charge.Value : null,
            Runtime = fresh ? state.Numbers.Runtime.Value : null,
            Rate = fresh ? state.Outage?.Rate : null,
        };
    }

    private static Firing? Silent(UpsState state, ContactLimits limits, PowerMoment now)
    {
        if (!state.Seen!.OnBattery || !ContactRules.IsBeyondFailsafe(state.Contact, limits, now.Ticking)) return null;
        var silence = ContactRules.Silence(state.Contact, now.Ticking);
        return new(PowerCause.ContactLost, $"Contact was lost on battery, {silence.TotalSeconds:0.#} s ago: {state.Contact.Fault?.Message}");
    }
}
