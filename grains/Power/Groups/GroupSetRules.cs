using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups;

/// <summary>A group is set, set anew, or removed.</summary>
internal static class GroupSetRules
{
    public static GroupRefusal MaySet(PowerGroupState state, PowerOrigin origin) =>
        OriginRules.Objection(origin, state.Config is null ? null : state.Origin, state.RemovedAt is not null) switch
        {
            OriginObjection.Deleted => GroupRefusal.Deleted,
            OriginObjection.SetByUser => GroupRefusal.SetByUser,
            _ => GroupRefusal.None,
        };

    /// <summary>What is known of sources and loads stays, and a run under way keeps its plan.</summary>
    public static PowerGroupState Set(PowerGroupState state, PowerGroupConfig config, PowerOrigin origin, string? bootId, PowerMoment now) => state with
    {
        Config = config,
        Origin = origin,
        SetAt = now.Wall,
        RemovedAt = null,
        Group = state.Config is null ? new() { BootId = bootId, AwakeSince = now.Ticking } : state.Group,
    };

    /// <summary>Not while it shuts something down: nobody would see to it any more.</summary>
    public static GroupRefusal MayRemove(PowerGroupState state, PowerGroupId id, PowerGroupId confirm) =>
        state.Config is null ? GroupRefusal.NotFound
        : confirm != id ? GroupRefusal.NotConfirmed
        : state.Group.Run is { IsFinal: false } ? GroupRefusal.Busy
        : GroupRefusal.None;

    public static PowerGroupState Remove(PowerGroupState state, DateTimeOffset now) => new()
    {
        Origin = PowerOrigin.User,
        RemovedAt = now,
        Revision = state.Revision,
    };
}
