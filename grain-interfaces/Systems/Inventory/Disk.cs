using NasOrleans.Drives;
using Orleans;

namespace NasOrleans.Systems.Inventory;

/// <summary>A drive where it stands now. What is known of it over time is its drive grain's.</summary>
[GenerateSerializer, Immutable, Alias("nas.disk")]
public sealed record Disk
{
    /// <summary>Device name, such as <c>sdc</c> or <c>ada2</c>; it changes between boots.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>The NAS's own identifier, such as <c>{serial_lunid}ZL0_5000c5</c>.</summary>
    [Id(1)] public string Identifier { get; init; } = "";

    [Id(2)] public string Serial { get; init; } = "";

    /// <summary>World-wide name in lower-case hex.</summary>
    [Id(3)] public string? Wwn { get; init; }

    [Id(4)] public string Model { get; init; } = "";

    [Id(5)] public long? SizeBytes { get; init; }

    [Id(6)] public DriveMedium Medium { get; init; }

    [Id(7)] public DriveBus Bus { get; init; }

    [Id(8)] public int? RotationRate { get; init; }

    /// <summary>The pool that it is a member of.</summary>
    [Id(9)] public string? Pool { get; init; }

    /// <summary>Place in an enclosure, such as <c>0/4</c>.</summary>
    [Id(10)] public string? Bay { get; init; }

    [Id(11)] public double? Celsius { get; init; }

    /// <summary>Null when nobody could read it.</summary>
    [Id(12)] public SmartReading? Smart { get; init; }
}
