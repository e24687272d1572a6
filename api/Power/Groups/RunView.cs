using NasOrleans.Power.Runs;

namespace NasOrleans.Api.Power.Groups;

/// <summary>A run in a list: what it is, why, and how far it has come.</summary>
internal sealed record RunItem
{
    public Guid Id { get; init; }

    public required string Group { get; init; }

    public RunKind Kind { get; init; }

    public RunState State { get; init; }

    /// <summary>It goes no further.</summary>
    public bool Final { get; init; }

    /// <summary>How it stands, in one line.</summary>
    public required string Standing { get; init; }

    public bool DryRun { get; init; }

    /// <summary>Started by the state of the power, and not by a person.</summary>
    public bool Protective { get; init; }

    public required string StartedBy { get; init; }

    public required string Reason { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public int Steps { get; init; }

    public int Ended { get; init; }

    public IReadOnlyList<string> Loads { get; init; } = [];

    public static RunItem Of(ShutdownRun run)
    {
        var steps = run.Phases.SelectMany(phase => phase.Steps).ToArray();
        return new()
        {
            Id = run.Id,
            Group = run.Group.Value,
            Kind = run.Kind,
            State = run.State,
            Final = run.IsFinal,
            Standing = GroupWords.Run(run),
            DryRun = run.DryRun,
            Protective = run.Protective,
            StartedBy = run.StartedBy,
            Reason = run.Reason,
            StartedAt = run.StartedAt,
            EndedAt = run.EndedAt,
            Steps = steps.Length,
            Ended = steps.Count(step => step.HasEnded),
            Loads = [.. run.Loads.Select(load => load.Load)],
        };
    }
}

/// <summary>All of a run: its steps with what became of each, and its timeline.</summary>
internal sealed record RunView
{
    public required RunItem State { get; init; }

    /// <summary>It had been ordered before, under the same Idempotency-Key; this is how it stands now.</summary>
    public bool Repeated { get; init; }

    /// <summary>How far it has come, and by when it has ended whatever happens; both counted from its start.</summary>
    public TimeSpan Elapsed { get; init; }

    public TimeSpan Deadline { get; init; }

    public TimeSpan? HeldUntil { get; init; }

    public IReadOnlyList<RunLoad> Loads { get; init; } = [];

    public IReadOnlyList<RunPhase> Phases { get; init; } = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<RunLine> Timeline { get; init; } = [];

    public static RunView Of(ShutdownRun run, bool repeated) => new()
    {
        State = RunItem.Of(run),
        Repeated = repeated,
        Elapsed = run.Elapsed,
        Deadline = run.Deadline,
        HeldUntil = run.HeldUntil,
        Loads = run.Loads,
        Phases = run.Phases,
        Timeline = run.Timeline,
    };
}

internal sealed record RunList(IReadOnlyList<RunItem> Items);
