using System.Collections.Immutable;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;
using Orleans;

namespace NasOrleans.Systems;

/// <summary>What one poll or one message brought of a system: an inventory, or the reason why there is none.</summary>
[GenerateSerializer, Immutable, Alias("nas.system-report")]
public sealed record SystemReport
{
    /// <summary>One of the names in <see cref="SourceSnapshot"/>.</summary>
    [Id(0)] public required string Source { get; init; }

    [Id(1)] public DateTimeOffset At { get; init; }

    [Id(2)] public SystemInventory? Inventory { get; init; }

    [Id(3)] public LinkFault? Fault { get; init; }

    [Id(4)] public LinkTransport Transport { get; init; } = new();

    [Id(5)] public TimeSpan Duration { get; init; }

    /// <summary>What was asked for: the inventory tells of these parts, and is silent about all others.</summary>
    [Id(6)] public ImmutableArray<InventoryPart> Parts { get; init; } = [];
}
