using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Systems.Inventory;

[GenerateSerializer, Immutable, Alias("nas.pool")]
public sealed record Pool
{
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public string Guid { get; init; } = "";

    /// <summary>In the words of ZFS: <c>ONLINE</c>, <c>DEGRADED</c>, <c>FAULTED</c>, <c>OFFLINE</c>, <c>UNAVAIL</c>, <c>REMOVED</c>, <c>SUSPENDED</c>.</summary>
    [Id(2)] public string Status { get; init; } = "";

    [Id(3)] public bool? Healthy { get; init; }

    [Id(4)] public string? StatusDetail { get; init; }

    [Id(5)] public long? SizeBytes { get; init; }

    [Id(6)] public long? AllocatedBytes { get; init; }

    [Id(7)] public long? FreeBytes { get; init; }

    [Id(8)] public double? FragmentationPercent { get; init; }

    [Id(9)] public bool IsBoot { get; init; }

    [Id(10)] public PoolScan? Scan { get; init; }

    [Id(11)] public ImmutableArray<Vdev> Topology { get; init; } = [];
}

/// <summary>The last scrub or resilver, or the one under way.</summary>
[GenerateSerializer, Immutable, Alias("nas.pool-scan")]
public sealed record PoolScan
{
    /// <summary><c>SCRUB</c> or <c>RESILVER</c>.</summary>
    [Id(0)] public string Function { get; init; } = "";

    /// <summary><c>SCANNING</c>, <c>FINISHED</c> or <c>CANCELED</c>.</summary>
    [Id(1)] public string State { get; init; } = "";

    [Id(2)] public DateTimeOffset? StartedAt { get; init; }

    [Id(3)] public DateTimeOffset? EndedAt { get; init; }

    [Id(4)] public double? Percent { get; init; }

    [Id(5)] public long? Errors { get; init; }

    [Id(6)] public long? SecondsLeft { get; init; }
}

/// <summary>A node of a pool's topology.</summary>
[GenerateSerializer, Immutable, Alias("nas.vdev")]
public sealed record Vdev
{
    /// <summary>What the top node is for: <c>data</c>, <c>log</c>, <c>cache</c>, <c>spare</c>, <c>special</c>, <c>dedup</c>.</summary>
    [Id(0)] public string Role { get; init; } = "";

    /// <summary><c>DISK</c>, <c>MIRROR</c>, <c>RAIDZ1</c>…, <c>SPARE</c>, <c>REPLACING</c>.</summary>
    [Id(1)] public string Type { get; init; } = "";

    [Id(2)] public string Name { get; init; } = "";

    [Id(3)] public string Guid { get; init; } = "";

    [Id(4)] public string Status { get; init; } = "";

    /// <summary>Name of the disk, such as <c>sdc</c>; null for groups, and for a member that is missing.</summary>
    [Id(5)] public string? Disk { get; init; }

    [Id(6)] public long ReadErrors { get; init; }

    [Id(7)] public long WriteErrors { get; init; }

    [Id(8)] public long ChecksumErrors { get; init; }

    [Id(9)] public ImmutableArray<Vdev> Children { get; init; } = [];
}

/// <summary>A dataset of the top level of a pool.</summary>
[GenerateSerializer, Immutable, Alias("nas.dataset")]
public sealed record Dataset
{
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public required string Pool { get; init; }

    /// <summary><c>FILESYSTEM</c> or <c>VOLUME</c>.</summary>
    [Id(2)] public string Type { get; init; } = "";

    [Id(3)] public long? UsedBytes { get; init; }

    [Id(4)] public long? AvailableBytes { get; init; }

    [Id(5)] public long? QuotaBytes { get; init; }

    [Id(6)] public bool Encrypted { get; init; }

    [Id(7)] public bool Locked { get; init; }

    [Id(8)] public bool ReadOnly { get; init; }

    [Id(9)] public double? CompressRatio { get; init; }
}
