using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Power.Groups;

/// <summary>What if mains failed now?</summary>
[GenerateSerializer, Immutable, Alias("nas.drill-question")]
public sealed record DrillQuestion
{
    /// <summary>Sources that fail; all when empty.</summary>
    [Id(0)] public ImmutableArray<PowerSourceId> Sources { get; init; } = [];

    /// <summary>The UPSes carry this many percent in place of what they do.</summary>
    [Id(1)] public double? Load { get; init; }

    /// <summary>The batteries hold this many percent in place of what they do.</summary>
    [Id(2)] public double? Charge { get; init; }

    /// <summary>The batteries last so long in place of what they say.</summary>
    [Id(3)] public TimeSpan? Runtime { get; init; }
}

[GenerateSerializer, Immutable, Alias("nas.drill-report")]
public sealed record DrillReport
{
    [Id(0)] public DateTimeOffset At { get; init; }

    [Id(1)] public BudgetSnapshot Budget { get; init; } = new();

    /// <summary>In the order in which they would begin.</summary>
    [Id(2)] public ImmutableArray<DrillLine> Timeline { get; init; } = [];
}

/// <summary>A step as it would be; durations are counted from the beginning of the outage.</summary>
[GenerateSerializer, Immutable, Alias("nas.drill-line")]
public sealed record DrillLine
{
    [Id(0)] public required string Phase { get; init; }

    [Id(1)] public required string Step { get; init; }

    [Id(2)] public required string Load { get; init; }

    [Id(3)] public TimeSpan Begins { get; init; }

    [Id(4)] public TimeSpan Ends { get; init; }

    /// <summary>Learned from earlier runs; else the longest that it may take.</summary>
    [Id(5)] public bool Measured { get; init; }

    /// <summary>What would be done.</summary>
    [Id(6)] public string Text { get; init; } = "";
}
