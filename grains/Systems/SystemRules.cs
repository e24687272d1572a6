using System.Collections.Immutable;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Systems;

/// <summary>All that is decided about a system as such: from its state, what was observed and the moment, to its next state.</summary>
internal static class SystemRules
{
    // Last seen moves with every report; on disk it may lag behind by this much.
    private static readonly TimeSpan LastSeenCheckpoint = TimeSpan.FromMinutes(5);

    /// <summary>Before there were sources, only webhooks told of systems.</summary>
    public static SystemState Read(SystemState stored) => stored is { Sources.IsEmpty: true, LastSeen: { } seen }
        ? stored with { Sources = [new() { Name = SourceSnapshot.Push, Status = (SourceStatus)stored.Status, LastSeen = seen }] }
        : stored;

    public static (SystemRefusal Refusal, SystemState Next) Add(SystemState state, SystemConfig config, DateTimeOffset now)
    {
        if (state.Config == config) return (SystemRefusal.None, state);
        if (state.Config is not null) return (SystemRefusal.AlreadyExists, state);
        return (SystemRefusal.None, Revise(Anew(state) with { Config = config, StatusSince = now, AlertPending = state.AlertPending }, now));
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
        var deleted = state.Connection is null ? state.ConnectionDeletedAt : now;
        return (SystemRefusal.None, Revise(Anew(state) with { AlertPending = true, ConnectionDeletedAt = deleted }, now));
    }

    public static (SystemRefusal Refusal, SystemState Next) Connect(SystemState state, SystemConfig config, ConnectionState connection, DateTimeOffset now)
    {
        var refusal = ConnectionRules.MaySet(state.Connection, state.ConnectionDeletedAt, connection.Origin);
        if (refusal != SystemRefusal.None) return (refusal, state);
        var named = state.Config is null ? Add(state, config, now).Next : Change(state, config, now).Next;
        var source = ConnectionRules.SourceName(connection.Config.Kind);
        // Another machine under another boot is not one that booted anew.
        var boot = state.Connection is { } before && ConnectionRules.LeadToTheSame(before.Config, connection.Config) ? state.BootId : null;
        var sources = named.Sources.RemoveAll(other => ConnectionRules.IsPolled(other.Name) && other.Name != source);
        return (SystemRefusal.None, Revise(
            named with { Connection = connection, ConnectionDeletedAt = null, BootId = boot, Sources = SourceRules.Put(sources, Awaited(SourceRules.Find(sources, source), source)) }, now));
    }

    public static (SystemRefusal Refusal, SystemState Next) Disconnect(SystemState state, DateTimeOffset now)
    {
        if (state.Config is null) return (SystemRefusal.NotFound, state);
        if (state.Connection is null) return (SystemRefusal.NoConnection, state);
        return (SystemRefusal.None, Revise(state with { Connection = null, ConnectionDeletedAt = now }, now));
    }

    /// <summary>A report may come late or carry a clock that runs ahead: late news is judged by its age, news from the future is now.</summary>
    public static (SystemRefusal Refusal, SystemState Next) Seen(SystemState state, string source, DateTimeOffset at, SourceWatch watch, DateTimeOffset now)
    {
        if (state.Config is null) return (SystemRefusal.NotFound, state);
        var known = SourceRules.Find(state.Sources, source) ?? new SourceState { Name = source };
        var seen = at < now ? at : now;
        // Seen later than now means that our clock was set back: what is seen now is the newest there is.
        if (seen <= known.LastSeen && known.LastSeen <= now && known.Error is null) return (SystemRefusal.None, state);
        var heard = known with { LastSeen = seen, Status = SourceRules.After(now - seen, watch.ThresholdsOf(source)), Error = null };
        return (SystemRefusal.None, Revise(Enter(state, SourceRules.Put(state.Sources, heard), now), now));
    }

    /// <summary>The source was asked in vain. What that means for its status is decided by how long it lasts.</summary>
    public static (SystemRefusal Refusal, SystemState Next) Failed(SystemState state, string source, string error, DateTimeOffset now)
    {
        if (state.Config is null) return (SystemRefusal.NotFound, state);
        var known = SourceRules.Find(state.Sources, source) ?? new SourceState { Name = source };
        return (SystemRefusal.None, Revise(state with { Sources = SourceRules.Put(state.Sources, known with { Error = error }) }, now));
    }

    /// <summary>It was seen to go dark, as ordered: nobody waits to see whether it stays silent.</summary>
    public static SystemState WentDark(SystemState state, string source, string why, DateTimeOffset now)
    {
        if (state.Config is null || SourceRules.Find(state.Sources, source) is not { Status: SourceStatus.Online or SourceStatus.Stale } known) return state;
        return Revise(Enter(state, SourceRules.Put(state.Sources, known with { Status = SourceStatus.Offline, Error = why }), now), now);
    }

    /// <summary>
    /// Silence is measured from a source's last report or from waking up, whichever is later: while we slept nobody could have been heard.
    /// </summary>
    public static SystemState Judge(SystemState state, Func<string, TimeSpan> silence, SourceWatch watch, DateTimeOffset now)
    {
        if (state.Config is null) return state;
        var judged = state.Sources;
        foreach (var source in state.Sources)
        {
            var unwatched = ConnectionRules.IsPolled(source.Name) && source.Name != watch.Polled;
            judged = SourceRules.Put(judged, SourceRules.Judge(source, silence(source.Name), unwatched, watch, now));
        }

        return judged == state.Sources ? state : Revise(Enter(state, judged, now), now);
    }

    public static bool MustPersist(SystemState stored, SystemState next) =>
        stored.Config != next.Config
        || stored.Connection != next.Connection
        || stored.ConnectionDeletedAt != next.ConnectionDeletedAt
        || stored.Status != next.Status
        || stored.BootId != next.BootId
        || stored.AlertPending != next.AlertPending
        || !stored.Sources.Select(source => (source.Name, source.Status)).SequenceEqual(next.Sources.Select(source => (source.Name, source.Status)))
        || next.LastSeen - stored.LastSeen >= LastSeenCheckpoint;

    public static SystemSnapshot? Snapshot(SystemId id, SystemState state, SystemLive live) => state.Config is null ? null : new SystemSnapshot
    {
        Id = id,
        Name = state.Config.Name,
        Host = state.Config.Host,
        Status = state.Status,
        LastSeen = state.LastSeen,
        StatusSince = state.StatusSince,
        Revision = state.Revision,
        Connection = state.Connection is { } connection ? live.Show(connection) : null,
        Sources = [.. state.Sources.Select(source => source.Snapshot())],
        Essence = live.Essence,
    };

    /// <summary>Milliseconds, so that a revision never falls behind one that a crashed process had handed out but not stored.</summary>
    public static SystemState Revise(SystemState state, DateTimeOffset now) =>
        state with { Revision = Math.Max(state.Revision + 1, now.ToUnixTimeMilliseconds()) };

    // The revision stays behind, so that the same id added again is newer than all that was said of it before.
    private static SystemState Anew(SystemState state) => new() { Revision = state.Revision, ConnectionDeletedAt = state.ConnectionDeletedAt };

    private static SourceState Awaited(SourceState? known, string name) =>
        known is null ? new() { Name = name }
        : known.Status == SourceStatus.Removed ? known with { Status = known.LastSeen is null ? SourceStatus.Unknown : SourceStatus.Stale, Error = null }
        : known with { Error = null };

    private static SystemState Enter(SystemState state, ImmutableArray<SourceState> sources, DateTimeOffset now)
    {
        var entered = state with { Sources = sources, LastSeen = sources.Max(source => source.LastSeen) };
        var status = SourceRules.Together(sources);
        if (status == state.Status) return entered;
        var alertChanges = (status == SystemStatus.Offline) != (state.Status == SystemStatus.Offline);
        return entered with { Status = status, StatusSince = now, AlertPending = state.AlertPending || alertChanges };
    }
}
