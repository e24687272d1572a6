using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups;

/// <summary>What came of asking for a verdict.</summary>
internal sealed record SourceLook
{
    public required PowerSourceId Source { get; init; }

    /// <summary>Null when there is no such source, or nobody answered.</summary>
    public SourceVerdict? Verdict { get; init; }

    /// <summary>How long the call took, which the verdict has aged by.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Nothing older is acted on.</summary>
    public bool IsFresh => Verdict?.Age is { } age && age + Took <= ClockRules.OldestToActOn;
}

/// <summary>What a group's judgement of its loads comes to.</summary>
internal sealed record LoadJudgement
{
    public required string Load { get; init; }

    public required LoadStanding Standing { get; init; }

    public int Gone { get; init; }

    public int Needed { get; init; }

    public LoadCause? Cause { get; init; }

    public TimeSpan? GoesIn { get; init; }

    /// <summary>So many of its sources are on line that what is left cannot be too little.</summary>
    public bool IsPowered => Standing == LoadStanding.Powered;

    public bool GoesNow => Standing == LoadStanding.Due && GoesIn == TimeSpan.Zero;
}
