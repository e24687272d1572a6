using System.Collections.Immutable;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Systems;
using Orleans;

namespace NasOrleans.Power.Groups;

/// <summary>Something that hangs on power: a NAS, a host with what runs on it, a shelf of switches.</summary>
[GenerateSerializer, Immutable, Alias("nas.load-config")]
public sealed record LoadConfig
{
    /// <summary>Once in the group; the letters of a system's id.</summary>
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public string Name { get; init; } = "";

    /// <summary>The sources that its power supplies hang on; one named twice counts twice.</summary>
    [Id(2)] public ImmutableArray<PowerSourceId> Feeds { get; init; } = [];

    [Id(3)] public FeedRule Rule { get; init; }

    /// <summary>How many must be gone, for <see cref="FeedRule.AtLeast"/>.</summary>
    [Id(4)] public int Count { get; init; }

    /// <summary>When it goes down before its sources are lost; not at all when null.</summary>
    [Id(5)] public SheddingConfig? Shedding { get; init; }

    /// <summary>So long must its sources stay gone before it goes down; up to 10 min.</summary>
    [Id(6)] public TimeSpan Delay { get; init; }

    /// <summary>Battery that is to be left when its last step has ended.</summary>
    [Id(7)] public TimeSpan Reserve { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How it is brought back: a wake or an order to its controller. It is left off when null.</summary>
    [Id(8)] public StepConfig? PowerOn { get; init; }

    /// <summary>It is the host of the NUT server of a source: with it goes what we know of that source.</summary>
    [Id(9)] public ImmutableArray<PowerSourceId> Serves { get; init; } = [];

    /// <summary>The system it is, when it is one that is connected here. Such a load belongs to one group alone.</summary>
    [Id(10)] public SystemId? System { get; init; }

    /// <summary>It is the host that we run on.</summary>
    [Id(11)] public bool Local { get; init; }
}

/// <summary>How many of a load's sources must be gone.</summary>
[GenerateSerializer, Alias("nas.feed-rule")]
public enum FeedRule
{
    All,
    Any,
    AtLeast,
}

/// <summary>When a load goes down to spare the battery for the others. Zero switches a condition off.</summary>
[GenerateSerializer, Immutable, Alias("nas.shedding-config")]
public sealed record SheddingConfig
{
    /// <summary>Lower ones go first. One of a level that is due takes those of all lower levels with it.</summary>
    [Id(0)] public int Level { get; init; }

    /// <summary>Percent.</summary>
    [Id(1)] public double Charge { get; init; }

    [Id(2)] public TimeSpan Runtime { get; init; }

    [Id(3)] public TimeSpan OnBattery { get; init; }

    /// <summary>As soon as the battery has no more left than its shutdown takes, and the reserve.</summary>
    [Id(4)] public bool ByReserve { get; init; }
}
