using System.Collections.Immutable;
using NasOrleans.Power.Runs.Steps;
using Orleans;

namespace NasOrleans.Power.Runs;

/// <summary>A step as planned, and how far it has come. Durations are counted from the start of the run.</summary>
[GenerateSerializer, Immutable, Alias("nas.run-step")]
public sealed record RunStep
{
    /// <summary>As it was when the run was planned.</summary>
    [Id(0)] public required StepConfig Config { get; init; }

    [Id(1)] public StepState State { get; init; }

    /// <summary>How often the target was told.</summary>
    [Id(2)] public int Attempts { get; init; }

    /// <summary>It was told the hard way.</summary>
    [Id(3)] public bool Forced { get; init; }

    /// <summary>Told, or not: nobody knows, and the target is asked before anything else.</summary>
    [Id(4)] public bool Doubtful { get; init; }

    /// <summary>Begun: its time runs from here.</summary>
    [Id(5)] public TimeSpan? BegunAt { get; init; }

    /// <summary>When the target was last told, or was about to be.</summary>
    [Id(6)] public TimeSpan? ToldAt { get; init; }

    /// <summary>When the target last said how it stands.</summary>
    [Id(7)] public TimeSpan? AskedAt { get; init; }

    [Id(8)] public TimeSpan? EndedAt { get; init; }

    /// <summary>From its begin to the end that was seen; null when none was.</summary>
    [Id(9)] public TimeSpan? Took { get; init; }

    /// <summary>It may have been told before anybody could write that down: the target is asked before it is told.</summary>
    [Id(10)] public bool AskFirst { get; init; }

    /// <summary>What was last heard of it.</summary>
    [Id(11)] public string Text { get; init; } = "";

    /// <summary>Since when it can act but for something outside of it, such as a load that is not dark yet.</summary>
    [Id(12)] public TimeSpan? WaitingSince { get; init; }

    /// <summary>What the target last showed.</summary>
    [Id(13)] public StepSight? Sight { get; init; }

    /// <summary>Loads that must be seen dark first: nobody's UPS goes off under him.</summary>
    [Id(14)] public ImmutableArray<string> Needs { get; init; } = [];

    public bool HasEnded => EndedAt is not null;
}

[GenerateSerializer, Alias("nas.step-state")]
public enum StepState
{
    Planned,

    /// <summary>The target is told now; after a crash here nobody knows whether it was.</summary>
    Acting,

    /// <summary>The target took it. With nothing to confirm, that is the end.</summary>
    Acted,

    /// <summary>Seen to have come about.</summary>
    Confirmed,

    /// <summary>Known not to have come about.</summary>
    Failed,

    /// <summary>Left out by a person, or because it must not be done.</summary>
    Skipped,

    /// <summary>Left out because mains returned, or the run was stopped.</summary>
    Cancelled,

    /// <summary>It may have come about or not.</summary>
    Unknown,
}

/// <summary>How a target stands when it is asked.</summary>
[GenerateSerializer, Alias("nas.step-sight")]
public enum StepSight
{
    /// <summary>As wanted: off, stopped, unmounted, dark; or up, when it is to come back.</summary>
    Done,

    /// <summary>On its way there.</summary>
    UnderWay,

    /// <summary>As if nobody had told it anything.</summary>
    Untouched,

    /// <summary>It could not be asked.</summary>
    Silent,
}
