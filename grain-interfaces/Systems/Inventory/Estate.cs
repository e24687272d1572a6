using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Systems.Inventory;

/// <summary>An alert that the NAS itself raised.</summary>
[GenerateSerializer, Immutable, Alias("nas.nas-alert")]
public sealed record NasAlert
{
    [Id(0)] public required string Id { get; init; }

    /// <summary>The class, kept as text: every release brings new ones.</summary>
    [Id(1)] public required string Class { get; init; }

    [Id(2)] public string Level { get; init; } = "";

    /// <summary>In plain text.</summary>
    [Id(3)] public string Text { get; init; } = "";

    [Id(4)] public DateTimeOffset? RaisedAt { get; init; }

    [Id(5)] public bool Dismissed { get; init; }

    [Id(6)] public string? Node { get; init; }

    /// <summary>What it is about, as far as the class tells: a pool, a device, a serial.</summary>
    [Id(7)] public string? Subject { get; init; }
}

[GenerateSerializer, Immutable, Alias("nas.replication-task")]
public sealed record ReplicationTask
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Name { get; init; }

    [Id(2)] public string Direction { get; init; } = "";

    [Id(3)] public string Transport { get; init; } = "";

    [Id(4)] public ImmutableArray<string> Sources { get; init; } = [];

    [Id(5)] public string Target { get; init; } = "";

    [Id(6)] public bool Enabled { get; init; }

    /// <summary><c>PENDING</c>, <c>WAITING</c>, <c>RUNNING</c>, <c>FINISHED</c>, <c>ERROR</c> or <c>HOLD</c>.</summary>
    [Id(7)] public string State { get; init; } = "";

    [Id(8)] public DateTimeOffset? StateAt { get; init; }

    [Id(9)] public string? LastSnapshot { get; init; }

    [Id(10)] public string? Error { get; init; }

    [Id(11)] public long? BytesSent { get; init; }

    [Id(12)] public long? BytesTotal { get; init; }
}

[GenerateSerializer, Immutable, Alias("nas.snapshot-task")]
public sealed record SnapshotTask
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Dataset { get; init; }

    [Id(2)] public bool Recursive { get; init; }

    [Id(3)] public bool Enabled { get; init; }

    [Id(4)] public string State { get; init; } = "";

    [Id(5)] public DateTimeOffset? StateAt { get; init; }

    [Id(6)] public string? LastSnapshot { get; init; }

    [Id(7)] public string? Error { get; init; }

    /// <summary>As minute, hour, day of month, month, day of week.</summary>
    [Id(8)] public string Schedule { get; init; } = "";
}

[GenerateSerializer, Immutable, Alias("nas.network-interface")]
public sealed record NetworkInterface
{
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public string Type { get; init; } = "";

    [Id(2)] public bool? Up { get; init; }

    [Id(3)] public string? Mac { get; init; }

    [Id(4)] public ImmutableArray<string> Addresses { get; init; } = [];

    [Id(5)] public double? ReceivedBytesPerSecond { get; init; }

    [Id(6)] public double? SentBytesPerSecond { get; init; }

    [Id(7)] public int? Mtu { get; init; }
}

[GenerateSerializer, Immutable, Alias("nas.nas-service")]
public sealed record NasService
{
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public bool Enabled { get; init; }

    [Id(2)] public bool Running { get; init; }
}

[GenerateSerializer, Alias("nas.workload-kind")]
public enum WorkloadKind
{
    App,
    Machine,
    Container,
    Jail,
}

/// <summary>What runs on a NAS: an app, a virtual machine, a container, a jail.</summary>
[GenerateSerializer, Immutable, Alias("nas.workload")]
public sealed record Workload
{
    [Id(0)] public required WorkloadKind Kind { get; init; }

    /// <summary>What the NAS calls it in its methods.</summary>
    [Id(1)] public required string Id { get; init; }

    [Id(2)] public required string Name { get; init; }

    [Id(3)] public string State { get; init; } = "";

    [Id(4)] public bool Running { get; init; }

    [Id(5)] public bool UpdateAvailable { get; init; }
}
