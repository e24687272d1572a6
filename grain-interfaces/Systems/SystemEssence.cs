using System.Collections.Immutable;
using NasOrleans.Drives;
using Orleans;

namespace NasOrleans.Systems;

/// <summary>What lists show of a system's inventory, small enough to be kept for all systems at once.</summary>
[GenerateSerializer, Immutable, Alias("nas.system-essence")]
public sealed record SystemEssence
{
    public static readonly SystemEssence None = new();

    [Id(0)] public string HostName { get; init; } = "";

    [Id(1)] public string Version { get; init; } = "";

    [Id(2)] public string? Model { get; init; }

    [Id(3)] public DateTimeOffset? BootedAt { get; init; }

    [Id(4)] public ImmutableArray<Part> Parts { get; init; } = [];

    [Id(5)] public ImmutableArray<DriveSummary> Drives { get; init; } = [];

    /// <summary>Things an operator should know, such as a UPS service on the NAS that may act before we do.</summary>
    [Id(6)] public ImmutableArray<string> Warnings { get; init; } = [];
}

[GenerateSerializer, Alias("nas.part-kind")]
public enum PartKind
{
    Pool,
    Dataset,
    App,
    Machine,
    Container,
    Jail,
}

/// <summary>One thing inside a NAS, for the list of resources.</summary>
[GenerateSerializer, Immutable, Alias("nas.part")]
public sealed record Part
{
    [Id(0)] public required PartKind Kind { get; init; }

    /// <summary>Unique within its kind and system, and the same after a reboot: a pool's guid, a dataset's name.</summary>
    [Id(1)] public required string Id { get; init; }

    [Id(2)] public required string Name { get; init; }

    /// <summary>In the words of the NAS.</summary>
    [Id(3)] public string State { get; init; } = "";

    [Id(4)] public bool Good { get; init; }

    [Id(5)] public long? UsedBytes { get; init; }

    [Id(6)] public long? TotalBytes { get; init; }

    /// <summary>The pool of a dataset.</summary>
    [Id(7)] public string? Parent { get; init; }
}

/// <summary>A drive, for lists.</summary>
[GenerateSerializer, Immutable, Alias("nas.drive-summary")]
public sealed record DriveSummary
{
    /// <summary>Null for a drive without name or number of its own.</summary>
    [Id(0)] public DriveId? Id { get; init; }

    [Id(1)] public string Device { get; init; } = "";

    [Id(2)] public string Serial { get; init; } = "";

    [Id(3)] public string Model { get; init; } = "";

    [Id(4)] public long? SizeBytes { get; init; }

    [Id(5)] public DriveMedium Medium { get; init; }

    [Id(6)] public DriveBus Bus { get; init; }

    [Id(7)] public string? Pool { get; init; }

    [Id(8)] public string? Bay { get; init; }

    [Id(9)] public double? Celsius { get; init; }

    [Id(10)] public SmartHealth Health { get; init; }

    [Id(11)] public string Location { get; init; } = "";

    [Id(12)] public bool Noted { get; init; }
}
