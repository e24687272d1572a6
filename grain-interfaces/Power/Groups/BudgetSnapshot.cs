using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Power.Groups;

/// <summary>What would come of an outage that began now.</summary>
[GenerateSerializer, Immutable, Alias("nas.budget-snapshot")]
public sealed record BudgetSnapshot
{
    [Id(0)] public ImmutableArray<LoadBudget> Loads { get; init; } = [];

    /// <summary>From the decision to the end of the last step.</summary>
    [Id(1)] public TimeSpan Takes { get; init; }

    /// <summary>The smallest of all; null when no battery is known.</summary>
    [Id(2)] public TimeSpan? Margin { get; init; }

    /// <summary>A margin below nothing, or a battery of which nothing is known.</summary>
    [Id(3)] public ImmutableArray<string> Warnings { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias("nas.load-budget")]
public sealed record LoadBudget
{
    [Id(0)] public required string Load { get; init; }

    /// <summary>When the decision falls, from the beginning of the outage.</summary>
    [Id(1)] public TimeSpan? DecidedAfter { get; init; }

    /// <summary>What the shutdown takes from there, whatever is before it in the order included.</summary>
    [Id(2)] public TimeSpan Takes { get; init; }

    /// <summary>What the battery lasts from the beginning of the outage.</summary>
    [Id(3)] public TimeSpan? Battery { get; init; }

    /// <summary>What is left of the battery when its last step has ended, less the reserve.</summary>
    [Id(4)] public TimeSpan? Margin { get; init; }

    /// <summary>Steps whose duration was measured, of all.</summary>
    [Id(5)] public int Measured { get; init; }

    [Id(6)] public int Steps { get; init; }
}
