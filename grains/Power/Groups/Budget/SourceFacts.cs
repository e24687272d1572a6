using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups.Budget;

/// <summary>What is known of a battery, for looking ahead.</summary>
internal sealed record SourceFacts
{
    public required PowerSourceId Source { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Null for a probe, which knows nothing of batteries.</summary>
    public PowerTriggers? Triggers { get; init; }

    public double? Charge { get; init; }

    public TimeSpan? Runtime { get; init; }

    /// <summary>Percent of what it can carry.</summary>
    public double? Load { get; init; }
}
