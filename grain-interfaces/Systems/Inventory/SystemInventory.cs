using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Systems.Inventory;

/// <summary>All that was read of one NAS at one moment. A part that could not be read is named in <see cref="Missing"/>, never left out silently.</summary>
[GenerateSerializer, Immutable, Alias("nas.system-inventory")]
public sealed record SystemInventory
{
    [Id(0)] public DateTimeOffset TakenAt { get; init; }

    [Id(1)] public SystemFacts Facts { get; init; } = new();

    [Id(2)] public ImmutableArray<Pool> Pools { get; init; } = [];

    [Id(3)] public ImmutableArray<Dataset> Datasets { get; init; } = [];

    [Id(4)] public ImmutableArray<Disk> Disks { get; init; } = [];

    [Id(5)] public ImmutableArray<NasAlert> Alerts { get; init; } = [];

    [Id(6)] public ImmutableArray<ReplicationTask> Replications { get; init; } = [];

    [Id(7)] public ImmutableArray<SnapshotTask> SnapshotTasks { get; init; } = [];

    [Id(8)] public ImmutableArray<NetworkInterface> Interfaces { get; init; } = [];

    [Id(9)] public ImmutableArray<NasService> Services { get; init; } = [];

    [Id(10)] public ImmutableArray<Workload> Workloads { get; init; } = [];

    [Id(11)] public UpsService? Ups { get; init; }

    [Id(12)] public HighAvailability? HighAvailability { get; init; }

    [Id(13)] public UpdateStatus? Update { get; init; }

    [Id(14)] public ImmutableArray<MissingPart> Missing { get; init; } = [];
}

/// <summary>A part that could not be read, and why.</summary>
[GenerateSerializer, Immutable, Alias("nas.missing-part")]
public sealed record MissingPart
{
    [Id(0)] public required InventoryPart Part { get; init; }

    [Id(1)] public required string Reason { get; init; }

    /// <summary>This release cannot tell at all, as opposed to: it did not tell this time.</summary>
    [Id(2)] public bool Unsupported { get; init; }
}

[GenerateSerializer, Alias("nas.inventory-part")]
public enum InventoryPart
{
    Facts,
    Pools,
    BootPool,
    Datasets,
    Disks,
    Temperatures,
    Smart,
    Alerts,
    Replications,
    SnapshotTasks,
    Interfaces,
    Throughput,
    Services,
    Apps,
    Machines,
    Ups,
    HighAvailability,
    Update,
}
