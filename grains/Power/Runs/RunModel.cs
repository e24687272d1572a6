using System.Collections.Immutable;
using NasOrleans.Protocols;

namespace NasOrleans.Power.Runs;

internal enum StepActKind
{
    Act,

    /// <summary>The hard way: what did not shut down in time is switched off.</summary>
    Force,

    Ask,
}

/// <summary>What is to be done about a step now.</summary>
internal sealed record StepAct(string Step, StepActKind Kind);

/// <summary>What came of telling a target.</summary>
internal sealed record StepAnswer(AnswerKind Kind, string Text = "");

/// <summary>What came of asking it.</summary>
internal sealed record StepSeen(StepSight Sight, string Text = "");

/// <summary>What a run must know of the world around it.</summary>
internal sealed record RunFacts
{
    public static readonly RunFacts Alone = new();

    /// <summary>Loads whose power nobody has looked at since we woke: nothing is begun for them on what was known before.</summary>
    public ImmutableHashSet<string> Unseen { get; init; } = [];

    /// <summary>UPSes on which a load of another group is not seen dark, or nobody can say.</summary>
    public ImmutableHashSet<PowerSourceId> NotClear { get; init; } = [];

    /// <summary>Runs of other groups are under way: our own host has to wait for them.</summary>
    public bool OthersBusy { get; init; }
}

/// <summary>A run to be planned.</summary>
internal sealed record RunDraft
{
    public required Guid Id { get; init; }

    public required PowerGroupId Group { get; init; }

    public required string StartedBy { get; init; }

    public required string Reason { get; init; }

    public bool Protective { get; init; }

    public bool DryRun { get; init; }

    public string? BootId { get; init; }

    /// <summary>Loads whose targets may have been told before, by a run that ended or one that left no trace.</summary>
    public ImmutableHashSet<string> AskFirst { get; init; } = [];

    public ImmutableDictionary<string, LoadCause?> Loads { get; init; } = ImmutableDictionary<string, LoadCause?>.Empty;

    public ImmutableArray<string> DarkBefore { get; init; } = [];
}
