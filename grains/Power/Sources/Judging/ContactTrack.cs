using System.Collections.Immutable;

namespace NasOrleans.Power.Sources.Judging;

/// <summary>How it stands with hearing of a source.</summary>
internal sealed record ContactTrack
{
    public ContactState State { get; init; }

    public DateTimeOffset? Since { get; init; }

    public ContactFault? Fault { get; init; }

    /// <summary>Faults in a row that were judged.</summary>
    public int Failures { get; init; }

    /// <summary>From when on there was silence; null while answers are good.</summary>
    public TimeSpan? SilentSince { get; init; }

    /// <summary>Silence of before a time in which we did not run ourselves; that time itself is nobody's silence.</summary>
    public TimeSpan SilentBefore { get; init; }

    /// <summary>When contact came back after it was in doubt, within the last day.</summary>
    public ImmutableArray<DateTimeOffset> Flaps { get; init; } = [];

    public bool FlappingTold { get; init; }
}
