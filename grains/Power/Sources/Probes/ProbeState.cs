using System.Collections.Immutable;
using NasOrleans.Power.Sources.Judging;

namespace NasOrleans.Power.Sources.Probes;

/// <summary>What a probe has found so far; persisted on every stage.</summary>
internal sealed record ProbeState
{
    public string? BootId { get; init; }

    public PowerMoment? At { get; init; }

    /// <summary>Failed checks in a row.</summary>
    public int Failures { get; init; }

    /// <summary>The first of them.</summary>
    public PowerMoment? FailingSince { get; init; }

    /// <summary>A check succeeded in this boot: until then a failed one may as well be a wrong address.</summary>
    public bool Seen { get; init; }

    public PowerMoment? LastCheck { get; init; }

    public DateTimeOffset? LastSuccess { get; init; }

    public TimeSpan? Took { get; init; }

    public ContactFault? Fault { get; init; }

    public LossState? Loss { get; init; }

    public PowerStanding Standing { get; init; }

    public DateTimeOffset? StandingSince { get; init; }

    /// <summary>We were not there, or the clocks disagreed, and nothing was checked since.</summary>
    public bool Overslept { get; init; }

    /// <summary>Newest first.</summary>
    public ImmutableArray<PowerNote> Notes { get; init; } = [];
}

/// <summary>What one check found; no fault is a success.</summary>
internal sealed record ProbeCheck
{
    /// <summary>When it began.</summary>
    public required TimeSpan At { get; init; }

    public TimeSpan Took { get; init; }

    public ContactFault? Fault { get; init; }
}

internal sealed record ProbeJudgement
{
    public required ProbeState State { get; init; }

    public ImmutableArray<PowerNote> Notes { get; init; } = [];

    public bool MustPersist { get; init; }

    public bool VerdictChanged { get; init; }
}
