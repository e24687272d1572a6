using System.Collections.Immutable;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Groups.Validation;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power;

/// <summary>What the grains would say of a configuration, for whoever reads one before there are grains.</summary>
public static class PowerConfigCheck
{
    public static ImmutableArray<PowerProblem> Problems(PowerSourceConfig source) => SourceConfigRules.Problems(source);

    public static ImmutableArray<string> Warnings(PowerSourceConfig source) => SourceConfigRules.Warnings(source);

    /// <summary>Of one group among those that are set together: no two may shut the same thing down.</summary>
    public static ImmutableArray<PowerProblem> Problems(PowerGroupId id, PowerConfigWorld world) => GroupConfigRules.Problems(world.Groups[id], new GroupWorld
    {
        Sources = world.Sources,
        MayGoOff = world.MayGoOff,
        Commands = world.Commands,
        Taken = world.Groups.Where(other => other.Key != id)
            .SelectMany(other => TargetRules.Targets(other.Value).Select(taken => (taken.Target, Group: other.Key)))
            .DistinctBy(taken => taken.Target).ToImmutableDictionary(taken => taken.Target, taken => taken.Group),
    });

    public static ImmutableArray<string> Warnings(PowerGroupConfig group) => GroupConfigRules.Warnings(group);

    /// <summary>What groups shut down as a whole, such as <c>system:truenas</c>.</summary>
    public static IEnumerable<string> Targets(PowerGroupConfig group) => TargetRules.Targets(group).Select(each => each.Target);
}

/// <summary>All that is set together.</summary>
public sealed record PowerConfigWorld
{
    public ImmutableHashSet<PowerSourceId> Sources { get; init; } = [];

    public ImmutableDictionary<PowerGroupId, PowerGroupConfig> Groups { get; init; } = ImmutableDictionary<PowerGroupId, PowerGroupConfig>.Empty;

    /// <summary>Our own host may be switched off.</summary>
    public bool MayGoOff { get; init; }

    /// <summary>Names of commands.</summary>
    public ImmutableHashSet<string> Commands { get; init; } = [];
}
