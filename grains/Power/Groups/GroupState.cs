using System.Collections.Immutable;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups;

/// <summary>All that is remembered of a group, and written on transition. Moments are on the steady clock that <see cref="ClockRules.Continue"/> carries over a restart.</summary>
internal sealed record GroupState
{
    /// <summary>The boot in which this was seen; null where boots mean nothing, on a cluster.</summary>
    public string? BootId { get; init; }

    /// <summary>When it was last judged.</summary>
    public PowerMoment? At { get; init; }

    /// <summary>The end of the last time in which we did not run, or in which the clocks disagreed.</summary>
    public TimeSpan AwakeSince { get; init; }

    /// <summary>By the id of the source.</summary>
    public ImmutableDictionary<string, SourceTrack> Sources { get; init; } = ImmutableDictionary<string, SourceTrack>.Empty;

    public ImmutableDictionary<string, LoadTrack> Loads { get; init; } = ImmutableDictionary<string, LoadTrack>.Empty;

    /// <summary>The run under way.</summary>
    public ShutdownRun? Run { get; init; }

    /// <summary>Those that ended, newest first.</summary>
    public ImmutableArray<ShutdownRun> Runs { get; init; } = [];

    /// <summary>What each step took when its end was seen, newest first.</summary>
    public ImmutableDictionary<string, ImmutableArray<TimeSpan>> Durations { get; init; } = ImmutableDictionary<string, ImmutableArray<TimeSpan>>.Empty;
}

/// <summary>What was last known of a source.</summary>
internal sealed record SourceTrack
{
    /// <summary>The last verdict that was fresh.</summary>
    public PowerStanding Standing { get; init; }

    public bool LastSeenOnBattery { get; init; }

    /// <summary>The outage that <see cref="OnBatterySince"/> is about.</summary>
    public DateTimeOffset? Outage { get; init; }

    public TimeSpan? OnBatterySince { get; init; }

    /// <summary>Percent, at the last fresh look.</summary>
    public double? Charge { get; init; }

    /// <summary>Since when nobody gave a fresh verdict, though asked.</summary>
    public TimeSpan? SilentSince { get; init; }
}

/// <summary>How it goes with a load over an outage.</summary>
internal sealed record LoadTrack
{
    /// <summary>Since when too many of its sources are gone.</summary>
    public TimeSpan? DueSince { get; init; }

    public LoadCause? Cause { get; init; }

    /// <summary>Since when it has its mains, by fresh looks.</summary>
    public TimeSpan? PoweredSince { get; init; }

    /// <summary>And that since we woke: nothing before can have told its targets anything in this outage.</summary>
    public bool SeenPowered { get; init; }

    /// <summary>This outage led to a run for it; no other one starts by itself.</summary>
    public bool InCrisis { get; init; }

    /// <summary>Shut down by a run, and not brought back yet.</summary>
    public bool Down { get; init; }

    /// <summary>And seen dark.</summary>
    public bool Dark { get; init; }

    /// <summary>Steps that cannot be asked, and were told in this outage.</summary>
    public ImmutableArray<string> Told { get; init; } = [];

    /// <summary>The boot in which it was shut down.</summary>
    public string? DownInBoot { get; init; }
}
