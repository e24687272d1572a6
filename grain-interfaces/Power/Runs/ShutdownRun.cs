using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Power.Runs;

/// <summary>A plan and what became of it. Durations are counted from its start, by a clock that does not jump; moments are for people.</summary>
[GenerateSerializer, Immutable, Alias("nas.shutdown-run")]
public sealed record ShutdownRun
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required PowerGroupId Group { get; init; }

    [Id(2)] public RunKind Kind { get; init; }

    [Id(3)] public RunState State { get; init; }

    /// <summary>Everything is as ever, only that nothing is done.</summary>
    [Id(4)] public bool DryRun { get; init; }

    /// <summary>A person, or <c>power</c>.</summary>
    [Id(5)] public required string StartedBy { get; init; }

    /// <summary>Started by the state of the power, and not by a person: it goes ahead even when it cannot be written down.</summary>
    [Id(6)] public bool Protective { get; init; }

    [Id(7)] public required string Reason { get; init; }

    /// <summary>The boot of the host it runs on; null where it may go on on another host.</summary>
    [Id(8)] public string? BootId { get; init; }

    [Id(9)] public DateTimeOffset StartedAt { get; init; }

    [Id(10)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The start on the steady clock of its group.</summary>
    [Id(11)] public TimeSpan Origin { get; init; }

    /// <summary>How far it has come, as of the latest change.</summary>
    [Id(12)] public TimeSpan Elapsed { get; init; }

    /// <summary>By then it has ended, whatever happens.</summary>
    [Id(13)] public TimeSpan Deadline { get; init; }

    /// <summary>A person holds it; it goes on by itself then.</summary>
    [Id(14)] public TimeSpan? HeldUntil { get; init; }

    /// <summary>The loads that go down, or come back.</summary>
    [Id(15)] public ImmutableArray<RunLoad> Loads { get; init; } = [];

    /// <summary>While it is under way also the steps of loads that may still join it.</summary>
    [Id(16)] public ImmutableArray<RunPhase> Phases { get; init; } = [];

    /// <summary>Oldest first.</summary>
    [Id(17)] public ImmutableArray<RunLine> Timeline { get; init; } = [];

    /// <summary>Nothing new is begun, and once what was begun has ended it ends so.</summary>
    [Id(18)] public RunState? EndsAs { get; init; }

    /// <summary>Since when it cannot be written down.</summary>
    [Id(19)] public TimeSpan? UnwrittenSince { get; init; }

    /// <summary>For how long it was held in all.</summary>
    [Id(20)] public TimeSpan HeldFor { get; init; }

    /// <summary>Loads that an earlier run of the same outage saw dark.</summary>
    [Id(21)] public ImmutableArray<string> DarkBefore { get; init; } = [];

    /// <summary>The return of mains calls off what has not begun.</summary>
    [Id(22)] public bool EndsOnReturn { get; init; }

    public bool IsFinal => State >= RunState.Completed;
}

[GenerateSerializer, Alias("nas.run-kind")]
public enum RunKind
{
    Shutdown,

    /// <summary>What was shut down is brought back.</summary>
    PowerOn,
}

[GenerateSerializer, Alias("nas.run-state")]
public enum RunState
{
    Running,

    /// <summary>A person said to wait.</summary>
    Held,

    /// <summary>Every step came about, or was skipped by a person.</summary>
    Completed,

    /// <summary>At its end, with steps that failed or of which nobody knows.</summary>
    Incomplete,

    /// <summary>Mains returned, and what had not begun was left out.</summary>
    Cancelled,

    /// <summary>A person stopped it, or a step that must not fail did.</summary>
    Aborted,

    /// <summary>The host it ran on went down, and is up under another boot.</summary>
    HostWentDown,
}

[GenerateSerializer, Immutable, Alias("nas.run-load")]
public sealed record RunLoad
{
    [Id(0)] public required string Load { get; init; }

    [Id(1)] public LoadCause? Cause { get; init; }

    /// <summary>When it joined the run.</summary>
    [Id(2)] public TimeSpan At { get; init; }

    /// <summary>Since when its mains is back; it is given some time to prove itself.</summary>
    [Id(3)] public TimeSpan? BackSince { get; init; }

    /// <summary>Mains stayed, and what had not begun was left out.</summary>
    [Id(4)] public bool Spared { get; init; }

    /// <summary>Past the point of no return: it goes all the way down.</summary>
    [Id(5)] public bool Committed { get; init; }

    /// <summary>How long mains was back for it before, without staying.</summary>
    [Id(6)] public TimeSpan BackFor { get; init; }
}

[GenerateSerializer, Immutable, Alias("nas.run-phase")]
public sealed record RunPhase
{
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public bool Parallel { get; init; }

    [Id(2)] public ImmutableArray<RunStep> Steps { get; init; } = [];
}

/// <summary>One line of a run's timeline.</summary>
[GenerateSerializer, Immutable, Alias("nas.run-line")]
public sealed record RunLine
{
    [Id(0)] public DateTimeOffset At { get; init; }

    [Id(1)] public TimeSpan Elapsed { get; init; }

    /// <summary>Null when it is about the run itself.</summary>
    [Id(2)] public string? Step { get; init; }

    [Id(3)] public StepState? State { get; init; }

    [Id(4)] public required string Text { get; init; }
}
