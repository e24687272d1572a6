using NasOrleans.Drives;
using NasOrleans.Systems;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Api.Resources;

/// <summary>A resource as it is shown.</summary>
internal sealed record ResourceView
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    public required string Technology { get; init; }

    public required string Name { get; init; }

    public ResourceStatus Status { get; init; }

    public DateTimeOffset? LastSeen { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public required string[] Sources { get; init; }

    public required Dictionary<string, SourceView> SourceStatus { get; init; }

    public string? ParentId { get; init; }

    public int ChildCount { get; init; }

    public required string[] Tags { get; init; }

    public required IdentityView Identity { get; init; }

    public MetricsView? Metrics { get; init; }

    public double? Uptime { get; init; }

    public double? Temperature { get; init; }

    public StorageView? Storage { get; init; }

    public DiskView? PhysicalDisk { get; init; }

    public NasView? Truenas { get; init; }

    /// <summary>What the NAS itself complains of; of a system only, and not in lists.</summary>
    public NasAlert[]? Incidents { get; init; }

    /// <summary>Why there are no details though something was read.</summary>
    public string? DetailsMissing { get; init; }
}

/// <summary>How one source of news about a resource stands.</summary>
internal sealed record SourceView(SourceStatus Status, DateTimeOffset? LastSeen, string? Error);

internal sealed record IdentityView(string SystemId, string[] Hostnames, string? MachineId, string? Serial, string? Wwn);

internal sealed record MetricsView(MetricView? Cpu, MetricView? Memory, MetricView? Disk, MetricView? NetIn, MetricView? NetOut);

internal sealed record MetricView(double? Value, double? Used, double? Total, double? Percent, string Unit)
{
    public static MetricView? Bytes(long? used, long? total) =>
        used is null && total is null ? null : new(used, used, total, used is { } part && total is > 0 and { } whole ? Math.Round(100.0 * part / whole, 2) : null, "bytes");

    public static MetricView? Percents(double? percent) => percent is { } value ? new(value, null, null, value, "percent") : null;

    public static MetricView? Rate(double? bytesPerSecond) => bytesPerSecond is { } value ? new(value, null, null, null, "bytes/s") : null;
}

/// <summary>A pool or a dataset.</summary>
internal sealed record StorageView
{
    public required string Type { get; init; }

    public required string Topology { get; init; }

    public bool IsZfs => true;

    public string? Pool { get; init; }

    public string? ZfsPoolState { get; init; }

    public bool? PoolHealth { get; init; }

    public string? VdevLayout { get; init; }

    /// <summary>What holds data when a disk fails: <c>none</c>, <c>mirror</c>, <c>raidz1</c> to <c>raidz3</c>, <c>draid</c>; of a mixed pool the weakest.</summary>
    public string? Protection { get; init; }

    public bool? RebuildInProgress { get; init; }

    public double? RebuildPercent { get; init; }

    public long? ReadErrors { get; init; }

    public long? WriteErrors { get; init; }

    public long? ChecksumErrors { get; init; }

    public bool? Encrypted { get; init; }

    public bool? Locked { get; init; }
}

internal sealed record DiskView
{
    public required string DevPath { get; init; }

    public required string Model { get; init; }

    public required string Serial { get; init; }

    public string? Wwn { get; init; }

    public DriveMedium DiskType { get; init; }

    public DriveBus Bus { get; init; }

    public long? SizeBytes { get; init; }

    public SmartHealth Health { get; init; }

    public double? Temperature { get; init; }

    /// <summary>Percent of its life that an SSD has left.</summary>
    public int? Wearout { get; init; }

    public int? Rpm { get; init; }

    /// <summary>What the pool uses it for: <c>data</c>, <c>log</c>, <c>cache</c>, <c>spare</c>.</summary>
    public string? StorageRole { get; init; }

    /// <summary>How the pool finds it, in the words of ZFS.</summary>
    public string? StorageState { get; init; }

    public string? StorageGroup { get; init; }

    public string? Bay { get; init; }

    public required string Location { get; init; }

    /// <summary>All that the drive says of itself; not in lists.</summary>
    public SmartReading? Smart { get; init; }
}

internal sealed record NasView
{
    public string? Hostname { get; init; }

    public string? Version { get; init; }

    public string? Model { get; init; }

    public double? UptimeSeconds { get; init; }

    public bool? ProtectionReduced { get; init; }

    public bool? RebuildInProgress { get; init; }

    public string[]? Warnings { get; init; }

    public NasService[]? Services { get; init; }

    public Workload? App { get; init; }

    public Workload? Vm { get; init; }
}

/// <summary>A resource in the shape of before.</summary>
internal sealed record LegacyResource(
    string Id, string Type, string Name, string DisplayName, string PlatformId, string PlatformType, string? ParentId, ResourceStatus Status,
    DateTimeOffset? LastSeen, MetricView? Cpu, MetricView? Memory, MetricView? Disk, double? Temperature, double? Uptime, string[] Tags)
{
    public static LegacyResource Of(ResourceView view, string platform) => new(
        view.Id, view.Type, view.Name, view.Name, view.Identity.SystemId, platform, view.ParentId, view.Status,
        view.LastSeen, view.Metrics?.Cpu, view.Metrics?.Memory, view.Metrics?.Disk, view.Temperature, view.Uptime, view.Tags);
}
