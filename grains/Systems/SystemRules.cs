namespace NasOrleans.Systems;

internal readonly record struct SystemThresholds(TimeSpan StaleAfter, TimeSpan OfflineAfter);

/// <summary>All that is decided about a system: from its state, what was observed and the moment, to its next state.</summary>
internal static class SystemRules
{
    // Last seen moves with every report; on disk it may lag behind by this much.
    private static readonly TimeSpan LastSeenCheckpoint = TimeSpan.FromMinutes(5);

    public static (SystemRefusal Refusal, SystemState Next) Add(SystemState state, SystemConfig config, DateTimeOffset now)
    {
        if (state.Config == config) return (SystemRefusal.None, state);
        if (state.Config is not null) return (SystemRefusal.AlreadyExists, state);
        var added = new SystemState { Config = config, StatusSince = now, Revision = state.Revision, AlertPending = state.AlertPending };
        return (SystemRefusal.None, Revise(added, now));
    }

    public static (SystemRefusal Refusal, SystemState Next) Change(SystemState state, SystemConfig config, DateTimeOffset now)
    {
        if (state.Config is null) return (SystemRefusal.NotFound, state);
        if (state.Config == config) return (SystemRefusal.None, state);
        // An alert that stands carries the name.
        var alertChanges = state.Status == SystemStatus.Offline && config.Name != state.Config.Name;
        return (SystemRefusal.None, Revise(state with { Config = config, AlertPending = state.AlertPending || alertChanges }, now));
    }

    public static (SystemRefusal Refusal, SystemState Next) Remove(SystemState state, DateTimeOffset now)
    {
        if (state.Config is null) return (SystemRefusal.NotFound, state);
        // The revision stays behind, so that the same id added again is newer than all that was said of it before.
        return (SystemRefusal.None, Revise(new SystemState { Revision = state.Revision, AlertPending = true }, now));
    }

    /// <summary>A report may come late or carry a clock that runs ahead: late news is judged by its age, news from the future is now.</summary>
    public static (SystemRefusal Refusal, SystemState Next) Seen(SystemState state, DateTimeOffset at, SystemThresholds thresholds, DateTimeOffset now)
    {
        if (state.Config is null) return (SystemRefusal.NotFound, state);
        var seen = at < now ? at : now;
        // Seen later than now means that our clock was set back: what is seen now is the newest there is.
        if (seen <= state.LastSeen && state.LastSeen <= now) return (SystemRefusal.None, state);
        return (SystemRefusal.None, Revise(Enter(state with { LastSeen = seen }, StatusAfter(now - seen, thresholds), now), now));
    }

    /// <summary>
    /// Silence only ever makes a status worse. It is measured from the last report or from waking up, whichever is later:
    /// while we slept nobody could have been heard.
    /// </summary>
    public static SystemState Judge(SystemState state, TimeSpan silence, SystemThresholds thresholds, DateTimeOffset now)
    {
        if (state.Config is null || state.Status == SystemStatus.Unknown) return state;
        var judged = StatusAfter(silence, thresholds);
        return judged > state.Status ? Revise(Enter(state, judged, now), now) : state;
    }

    public static bool MustPersist(SystemState stored, SystemState next) =>
        stored.Config != next.Config
        || stored.Status != next.Status
        || stored.AlertPending != next.AlertPending
        || next.LastSeen - stored.LastSeen >= LastSeenCheckpoint;

    public static SystemSnapshot? Snapshot(SystemId id, SystemState state) => state.Config is null ? null : new SystemSnapshot
    {
        Id = id,
        Name = state.Config.Name,
        Host = state.Config.Host,
        Status = state.Status,
        LastSeen = state.LastSeen,
        StatusSince = state.StatusSince,
        Revision = state.Revision,
    };

    private static SystemStatus StatusAfter(TimeSpan silence, SystemThresholds thresholds) =>
        silence >= thresholds.OfflineAfter ? SystemStatus.Offline
        : silence >= thresholds.StaleAfter ? SystemStatus.Stale
        : SystemStatus.Online;

    private static SystemState Enter(SystemState state, SystemStatus status, DateTimeOffset now)
    {
        if (status == state.Status) return state;
        var alertChanges = (status == SystemStatus.Offline) != (state.Status == SystemStatus.Offline);
        return state with { Status = status, StatusSince = now, AlertPending = state.AlertPending || alertChanges };
    }

    // Milliseconds, so that a revision never falls behind one that a crashed process had handed out but not stored.
    private static SystemState Revise(SystemState state, DateTimeOffset now) =>
        state with { Revision = Math.Max(state.Revision + 1, now.ToUnixTimeMilliseconds()) };
}
