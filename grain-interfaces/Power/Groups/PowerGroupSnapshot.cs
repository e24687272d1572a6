using System.Collections.Immutable;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;
using Orleans;

namespace NasOrleans.Power.Groups;

/// <summary>A group as last decided: all that a page shows.</summary>
[GenerateSerializer, Immutable, Alias("nas.power-group-snapshot")]
public sealed record PowerGroupSnapshot
{
    [Id(0)] public required PowerGroupId Id { get; init; }

    [Id(1)] public required PowerGroupConfig Config { get; init; }

    [Id(2)] public PowerOrigin Origin { get; init; }

    /// <summary>The group's own wish, or that of the installation.</summary>
    [Id(3)] public bool DryRun { get; init; }

    [Id(4)] public ImmutableArray<GroupSource> Sources { get; init; } = [];

    [Id(5)] public ImmutableArray<LoadSnapshot> Loads { get; init; } = [];

    /// <summary>The run under way.</summary>
    [Id(6)] public ShutdownRun? Run { get; init; }

    /// <summary>An outage has led to a run: none starts by itself again until mains is back, or somebody resets it.</summary>
    [Id(7)] public bool Crisis { get; init; }

    [Id(8)] public BudgetSnapshot Budget { get; init; } = new();

    /// <summary>What its owner should know.</summary>
    [Id(9)] public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Grows with everything that is written down.</summary>
    [Id(10)] public long Revision { get; init; }

    /// <summary>When its sources were last looked at and its loads judged; within the last seconds, or something is wrong.</summary>
    [Id(11)] public DateTimeOffset? JudgedAt { get; init; }
}

[GenerateSerializer, Immutable, Alias("nas.group-source")]
public sealed record GroupSource
{
    [Id(0)] public required PowerSourceId Id { get; init; }

    /// <summary>Null when there is no such source, or nobody answers for it.</summary>
    [Id(1)] public SourceVerdict? Verdict { get; init; }

    /// <summary>How long nobody has answered for it.</summary>
    [Id(2)] public TimeSpan SilentFor { get; init; }
}

[GenerateSerializer, Immutable, Alias("nas.load-snapshot")]
public sealed record LoadSnapshot
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public LoadStanding Standing { get; init; }

    /// <summary>Feeds that are gone.</summary>
    [Id(2)] public int Gone { get; init; }

    /// <summary>Feeds that must be gone for it to go down.</summary>
    [Id(3)] public int Needed { get; init; }

    [Id(4)] public LoadCause? Cause { get; init; }

    /// <summary>What is left of its delay.</summary>
    [Id(5)] public TimeSpan? GoesIn { get; init; }
}

[GenerateSerializer, Alias("nas.load-standing")]
public enum LoadStanding
{
    /// <summary>Too little is known to say.</summary>
    Unknown,

    Powered,

    /// <summary>It lives on batteries.</summary>
    OnBattery,

    /// <summary>It is to go down, after its delay.</summary>
    Due,

    GoingDown,

    /// <summary>Its steps have ended; not all of them are seen to have come about.</summary>
    Ended,

    /// <summary>Seen to be dark.</summary>
    Dark,
}
