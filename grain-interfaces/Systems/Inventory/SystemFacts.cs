using Orleans;

namespace NasOrleans.Systems.Inventory;

/// <summary>What a NAS says of itself.</summary>
[GenerateSerializer, Immutable, Alias("nas.system-facts")]
public sealed record SystemFacts
{
    [Id(0)] public string HostName { get; init; } = "";

    /// <summary>As shown by the NAS, such as <c>TrueNAS-13.3-U1.2</c> or <c>25.10.1</c>.</summary>
    [Id(1)] public string Version { get; init; } = "";

    [Id(2)] public string? Model { get; init; }

    [Id(3)] public string? Processor { get; init; }

    [Id(4)] public int? Cores { get; init; }

    [Id(5)] public long? MemoryBytes { get; init; }

    [Id(6)] public bool? EccMemory { get; init; }

    [Id(7)] public string? Serial { get; init; }

    /// <summary>Stays the same for as long as the installation lives.</summary>
    [Id(8)] public string? HostId { get; init; }

    /// <summary>Changes with every boot.</summary>
    [Id(9)] public string? BootId { get; init; }

    [Id(10)] public DateTimeOffset? BootedAt { get; init; }

    [Id(11)] public double? UptimeSeconds { get; init; }

    [Id(12)] public string? TimeZone { get; init; }

    [Id(13)] public double? Load1 { get; init; }

    [Id(14)] public double? CpuPercent { get; init; }

    [Id(15)] public double? CpuCelsius { get; init; }

    [Id(16)] public long? MemoryAvailableBytes { get; init; }

    [Id(17)] public long? ArcBytes { get; init; }

    [Id(18)] public NasState State { get; init; }
}

[GenerateSerializer, Alias("nas.nas-state")]
public enum NasState
{
    Unknown,
    Booting,
    Ready,
    ShuttingDown,
}
