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

internal static class SourceFactsRules
{
    /// <summary>What was last seen of a source counts until something fresh is seen.</summary>
    public static SourceFacts Of(SourceFacts? before, SourceLook look, PowerSourceConfig? config) => new()
    {
        Source = look.Source,
        Name = config?.Name ?? before?.Name ?? "",
        Triggers = config is null ? before?.Triggers : config.Ups is null ? null : config.Triggers,
        Charge = look.IsFresh ? look.Verdict!.Charge : before?.Charge,
        Runtime = look.IsFresh ? look.Verdict!.Runtime : before?.Runtime,
        Load = look.IsFresh ? look.Verdict!.Load : before?.Load,
    };
}
