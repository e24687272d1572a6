namespace NasOrleans.Power.Sources;

/// <summary>A source is set, set anew, or removed.</summary>
internal static class SourceSetRules
{
    public static PowerRefusal MaySet(PowerSourceState state, PowerOrigin origin) =>
        OriginRules.Objection(origin, state.Config is null ? null : state.Origin, state.RemovedAt is not null) switch
        {
            OriginObjection.Deleted => PowerRefusal.Deleted,
            OriginObjection.SetByUser => PowerRefusal.SetByUser,
            _ => PowerRefusal.None,
        };

    /// <summary>Limits may change in mid-outage, and what is known of the outage stays. Another UPS, or another target, is another source.</summary>
    public static PowerSourceState Set(PowerSourceState state, PowerSourceConfig config, string? password, string? authorization, PowerOrigin origin, string? bootId, PowerMoment now)
    {
        var same = IsSame(state.Config, config);
        return state with
        {
            Config = config,
            Origin = origin,
            SetAt = now.Wall,
            RemovedAt = null,
            Password = password,
            Authorization = authorization,
            Revision = state.Revision + 1,
            Ups = config.Ups is null ? null : (same ? state.Ups : null) ?? UpsRules.Fresh(bootId, now),
            Probe = config.Probe is null ? null : (same ? state.Probe : null) ?? new() { BootId = bootId, At = now },
        };
    }

    public static PowerSourceState Remove(PowerSourceState state, PowerOrigin origin, DateTimeOffset now) => new()
    {
        Origin = origin,
        RemovedAt = now,
        Revision = state.Revision + 1,
    };

    private static bool IsSame(PowerSourceConfig? before, PowerSourceConfig after) => (before, after) switch
    {
        ({ Ups: { } was }, { Ups: { } next }) => was.Ups == next.Ups && was.Server.Port == next.Server.Port && string.Equals(was.Server.Host, next.Server.Host, StringComparison.OrdinalIgnoreCase),
        ({ Probe: { } was }, { Probe: { } next }) => (was.Kind, was.Target) == (next.Kind, next.Target),
        _ => false,
    };
}
