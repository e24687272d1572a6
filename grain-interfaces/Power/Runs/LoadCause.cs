using System.Collections.Immutable;
using NasOrleans.Power.Sources;
using Orleans;

namespace NasOrleans.Power.Runs;

/// <summary>Why a load goes down, with the numbers that led to it.</summary>
[GenerateSerializer, Immutable, Alias("nas.load-cause")]
public sealed record LoadCause
{
    /// <summary>One line for people.</summary>
    [Id(0)] public required string Text { get; init; }

    [Id(1)] public ImmutableArray<SourceCause> Sources { get; init; } = [];
}

/// <summary>Why a source counts as gone for a load.</summary>
[GenerateSerializer, Alias("nas.loss-reason")]
public enum LossReason
{
    /// <summary>The source is lost by its own triggers.</summary>
    Lost,

    /// <summary>Nothing is known of it, and the other sources of the load are gone.</summary>
    Unknown,

    /// <summary>Whoever judges it does not answer, and it was last known on battery.</summary>
    NoVerdict,

    /// <summary>Below the charge at which this load is shed.</summary>
    ShedByCharge,

    /// <summary>Below the runtime at which this load is shed.</summary>
    ShedByRuntime,

    /// <summary>On battery for as long as this load may be.</summary>
    ShedByTime,

    /// <summary>What the battery has left is just enough to shut the load down and keep the reserve.</summary>
    ShedByReserve,
}

[GenerateSerializer, Immutable, Alias("nas.source-cause")]
public sealed record SourceCause
{
    [Id(0)] public required PowerSourceId Source { get; init; }

    [Id(1)] public required LossReason Reason { get; init; }

    /// <summary>Why the source itself counts as lost.</summary>
    [Id(2)] public PowerCause? Cause { get; init; }

    [Id(3)] public string Why { get; init; } = "";

    /// <summary>Percent.</summary>
    [Id(4)] public double? Charge { get; init; }

    [Id(5)] public TimeSpan? Runtime { get; init; }

    /// <summary>Percent of what the UPS can carry.</summary>
    [Id(6)] public double? Load { get; init; }

    [Id(7)] public TimeSpan? OnBatteryFor { get; init; }
}
