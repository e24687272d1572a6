using System.Collections.Immutable;
using NasOrleans.Power.Groups.Budget;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups;

/// <summary>
/// From the verdicts of the sources to the loads that must go down. Merely on battery is not lost; what is not fresh is never acted on;
/// silence counts only from the first look that found it, so that a process that slept has to look again before it may decide.
/// </summary>
internal static class GroupRules
{
    public static (GroupState State, ImmutableArray<LoadJudgement> Loads) Judge(
        PowerGroupConfig config, GroupState state, ImmutableArray<SourceLook> looks, ImmutableHashSet<PowerSourceId> blinded, PowerMoment now)
    {
        var late = state.At is not { } last || ClockRules.IsLate(last, now) || ClockRules.Jumped(last, now);
        var tracks = looks.DistinctBy(look => look.Source).ToImmutableDictionary(
            look => look.Source.Value,
            look => Track(state.Sources.GetValueOrDefault(look.Source.Value) ?? new(), look, late, now));
        state = state with { At = now, AwakeSince = late ? now.Ticking : state.AwakeSince, Sources = tracks };

        // Only asked for by those that go by it; this is done every second.
        var takes = config.Loads.Any(load => load.Shedding is { ByReserve: true }) ? TimelineRules.Takes(config, state.Durations) : ImmutableDictionary<string, TimeSpan>.Empty;
        var bySource = looks.DistinctBy(look => look.Source).ToDictionary(look => look.Source);
        var views = config.Loads.Select(load => View(load, bySource, tracks, blinded, takes.GetValueOrDefault(load.Id), now)).ToArray();
        views = WithLowerLevels(views);

        var loads = state.Loads;
        var judged = ImmutableArray.CreateBuilder<LoadJudgement>(views.Length);
        foreach (var view in views)
        {
            var track = Track(loads.GetValueOrDefault(view.Load.Id) ?? new(), view, config.Cancel.After, now);
            loads = loads.SetItem(view.Load.Id, track);
            judged.Add(Judgement(view, track, now));
        }

        return (state with { Loads = loads.RemoveRange(loads.Keys.Except(config.Loads.Select(load => load.Id))) }, judged.ToImmutable());
    }

    /// <summary>
    /// Loads of which nothing fresh is known since we woke. A run under way goes on for them after one fresh look, or when there is none for as long as the
    /// failsafe: mains may be back since.
    /// </summary>
    public static ImmutableHashSet<string> Unseen(PowerGroupConfig config, GroupState state, PowerMoment now) => now.Ticking - state.AwakeSince >= FeedRules.Failsafe
        ? []
        : [.. config.Loads.Where(load => load.Feeds.Any(feed => state.Sources.GetValueOrDefault(feed.Value) is not { SilentSince: null, Standing: not PowerStanding.Unknown })).Select(load => load.Id)];

    /// <summary>What of a state that was found written still counts. Of another boot nothing is believed, but that what was shut down is down.</summary>
    public static GroupState Wake(GroupState state, string? bootId, PowerMoment now)
    {
        var run = state.Run is { } found ? RestartRules.Resume(found, bootId, now) : null;
        // Who comes back within a moment has not looked either.
        state = state with { Run = run, AwakeSince = now.Ticking, Loads = state.Loads.ToImmutableDictionary(each => each.Key, each => each.Value with { SeenPowered = false, PoweredSince = null }) };
        if (state.BootId == bootId) return state;
        var settled = RunStartRules.Settle(state);
        return settled with
        {
            BootId = bootId,
            At = null,
            Sources = ImmutableDictionary<string, SourceTrack>.Empty,
            Loads = settled.Loads.ToImmutableDictionary(each => each.Key, each => new LoadTrack { Down = each.Value.Down, DownInBoot = each.Value.DownInBoot }),
        };
    }

    /// <summary>Numbers alone are not written down; a tick in which nothing else changed writes nothing.</summary>
    public static bool MustPersist(GroupState before, GroupState after) =>
        !ReferenceEquals(before.Run, after.Run) || before.BootId != after.BootId || before.Runs.Length != after.Runs.Length
        || Differs(before.Loads, after.Loads, load => load)
        || Differs(before.Sources, after.Sources, source => source with { Charge = null });

    /// <summary>Sources that we can no longer see because the host of their server goes down by our own steps.</summary>
    public static ImmutableHashSet<PowerSourceId> Blinded(PowerGroupConfig config, GroupState state) =>
        [.. config.Loads.Where(load => HasBegun(state, load.Id)).SelectMany(load => load.Serves)];

    /// <summary>The loads on a source, and those of them that are seen dark.</summary>
    public static SourceLoads LoadsOn(PowerGroupConfig config, GroupState state, PowerSourceId source)
    {
        var loads = config.Loads.Where(load => load.Feeds.Contains(source)).Select(load => load.Id).ToImmutableArray();
        return new() { Loads = loads, Dark = [.. loads.Where(load => IsDark(state, load))] };
    }

    public static bool IsDark(GroupState state, string load) =>
        (state.Run is { Kind: RunKind.Shutdown, DryRun: false } run && run.LoadOf(load) is not null && PlanRules.IsDark(run, load)) || state.Loads.GetValueOrDefault(load) is { Dark: true };

    private static bool Differs<TKey, TValue>(ImmutableDictionary<TKey, TValue> before, ImmutableDictionary<TKey, TValue> after, Func<TValue, TValue> what)
        where TKey : notnull =>
        !ReferenceEquals(before, after)
        && (before.Count != after.Count || after.Any(each => !before.TryGetValue(each.Key, out var old) || !Equals(what(old), what(each.Value))));

    private static bool HasBegun(GroupState state, string load) =>
        state.Loads.GetValueOrDefault(load) is { Down: true }
        || (state.Run is { DryRun: false, Kind: RunKind.Shutdown } run && run.StepsOf(load).Any(step => step.Attempts > 0));

    private static SourceTrack Track(SourceTrack track, SourceLook look, bool late, PowerMoment now)
    {
        if (!look.IsFresh || look.Verdict is not { } verdict)
            return track with { SilentSince = late || track.SilentSince is null ? now.Ticking : track.SilentSince };
        var onBattery = verdict.Standing is PowerStanding.OnBattery or PowerStanding.Lost;
        var sameOutage = track.OnBatterySince is not null && verdict.OutageSince == track.Outage;
        return new()
        {
            Standing = verdict.Standing,
            Charge = verdict.Charge,
            LastSeenOnBattery = verdict.LastSeenOnBattery || verdict.Standing == PowerStanding.OnBattery,
            Outage = onBattery ? verdict.OutageSince : verdict.Standing == PowerStanding.OnLine ? null : track.Outage,
            OnBatterySince = onBattery ? (sameOutage ? track.OnBatterySince : now.Ticking) : verdict.Standing == PowerStanding.OnLine ? null : track.OnBatterySince,
        };
    }

    private static LoadView View(
        LoadConfig load, Dictionary<PowerSourceId, SourceLook> looks, ImmutableDictionary<string, SourceTrack> tracks,
        ImmutableHashSet<PowerSourceId> blinded, TimeSpan takes, PowerMoment now)
    {
        var feeds = load.Feeds.Select(source =>
        {
            var look = looks.GetValueOrDefault(source) ?? new SourceLook { Source = source };
            var track = tracks.GetValueOrDefault(source.Value) ?? new();
            return (Look: look, Track: track, Judged: FeedRules.Judge(load, look, track, blinded.Contains(source), takes, now));
        }).ToArray();
        var gone = feeds.Where(feed => feed.Judged.Feed == Feed.Gone).Select(feed => feed.Judged.Cause!).ToImmutableArray();
        var blank = feeds.Where(feed => feed.Judged.Feed == Feed.Blank).ToArray();
        // Nobody knows of these, and all that is known of the rest is that it is gone.
        if (gone.Length > 0 && gone.Length + blank.Length == feeds.Length)
            gone = gone.AddRange(blank.Select(feed => FeedRules.Because(feed.Look, LossReason.Unknown, feed.Track, now)));
        return new(load, FeedRules.Needed(load), gone,
            feeds.Count(feed => feed.Judged.Feed == Feed.OnLine), feeds.Count(feed => feed.Judged.Feed == Feed.OnBattery));
    }

    // What is shed later does not wait on a battery that what is shed earlier still drains.
    private static LoadView[] WithLowerLevels(LoadView[] views) => [.. views.Select(view =>
    {
        if (view.IsDue || view.IsPowered || view.Load.Shedding is not { } shedding) return view;
        var above = views.FirstOrDefault(other => other.IsDue
            && (other.Load.Shedding?.Level ?? int.MaxValue) > shedding.Level
            && other.Gone.Any(cause => view.Load.Feeds.Contains(cause.Source)));
        return above is null || view.Gone.Length + view.OnBattery < view.Needed ? view : view with { Gone = above.Gone, TakenAlong = above.Load.Id };
    })];

    private static LoadTrack Track(LoadTrack track, LoadView view, TimeSpan stays, PowerMoment now)
    {
        var powered = view.IsPowered ? track.PoweredSince ?? now.Ticking : (TimeSpan?)null;
        var stayed = now.Ticking - powered >= stays;
        return track with
        {
            DueSince = view.IsDue ? track.DueSince ?? now.Ticking : null,
            Cause = view.IsDue ? track.DueSince is null ? view.Cause : track.Cause : null,
            PoweredSince = powered,
            SeenPowered = track.SeenPowered || stayed,
            Dark = track.Dark && !view.IsPowered,
            Told = stayed ? [] : track.Told,
            InCrisis = track.InCrisis && !stayed,
        };
    }

    private static LoadJudgement Judgement(LoadView view, LoadTrack track, PowerMoment now)
    {
        // The UPS says itself that it ends now: there is nothing to wait for.
        var urgent = view.Gone.Any(cause => cause.Cause is PowerCause.ForcedShutdown or PowerCause.BatteryEnding);
        var left = urgent ? TimeSpan.Zero : view.Load.Delay - (now.Ticking - track.DueSince);
        return new()
        {
            Load = view.Load.Id,
            Standing = view.IsDue ? LoadStanding.Due : view.IsPowered ? LoadStanding.Powered : view.OnBattery + view.Gone.Length > 0 ? LoadStanding.OnBattery : LoadStanding.Unknown,
            Gone = view.Gone.Length,
            Needed = view.Needed,
            Cause = track.Cause,
            GoesIn = !view.IsDue ? null : left > TimeSpan.Zero ? left : TimeSpan.Zero,
        };
    }

    private sealed record LoadView(LoadConfig Load, int Needed, ImmutableArray<SourceCause> Gone, int OnLine, int OnBattery)
    {
        public string? TakenAlong { get; init; }

        public bool IsDue => TakenAlong is not null || Gone.Length >= Needed;

        // However the rest stands, fewer than needed can be gone.
        public bool IsPowered => !IsDue && OnLine > Load.Feeds.Length - Needed;

        public LoadCause Cause => new()
        {
            Text = TakenAlong is null ? FeedRules.Words(Gone) : $"'{TakenAlong}', which is shed later, goes down: {FeedRules.Words(Gone)}",
            Sources = Gone,
        };
    }
}
