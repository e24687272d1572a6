using System.Collections.Immutable;
using NasOrleans.Systems;
using Orleans;

namespace NasOrleans.Drives;

/// <summary>A drive over its life: what it is, where it stands, what people wrote about it.</summary>
[GenerateSerializer, Immutable, Alias("nas.drive-snapshot")]
public sealed record DriveSnapshot
{
    [Id(0)] public required DriveId Id { get; init; }

    [Id(1)] public string Serial { get; init; } = "";

    [Id(2)] public string? Wwn { get; init; }

    [Id(3)] public string Model { get; init; } = "";

    [Id(4)] public long? SizeBytes { get; init; }

    [Id(5)] public DriveMedium Medium { get; init; }

    [Id(6)] public DriveBus Bus { get; init; }

    [Id(7)] public int? RotationRate { get; init; }

    [Id(8)] public DrivePlace? Place { get; init; }

    /// <summary>False when the NAS it was last seen in no longer has it.</summary>
    [Id(9)] public bool Present { get; init; }

    [Id(10)] public string Location { get; init; } = "";

    [Id(11)] public string Notes { get; init; } = "";

    [Id(12)] public double? Celsius { get; init; }

    [Id(13)] public SmartReading? Smart { get; init; }

    [Id(14)] public DateTimeOffset? FirstSeen { get; init; }

    [Id(15)] public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Where it was before, newest first.</summary>
    [Id(16)] public ImmutableArray<DrivePlace> FormerPlaces { get; init; } = [];

    [Id(17)] public long Revision { get; init; }
}

/// <summary>A drive's place: in which system, under which name, from when on.</summary>
[GenerateSerializer, Immutable, Alias("nas.drive-place")]
public sealed record DrivePlace
{
    [Id(0)] public required SystemId System { get; init; }

    [Id(1)] public string Device { get; init; } = "";

    [Id(2)] public string? Bay { get; init; }

    [Id(3)] public string? Pool { get; init; }

    [Id(4)] public DateTimeOffset Since { get; init; }
}

/// <summary>What people wrote about a drive; null leaves as it is.</summary>
[GenerateSerializer, Immutable, Alias("nas.drive-note")]
public sealed record DriveNote
{
    public const int MaxLocation = 100;
    public const int MaxNotes = 4000;

    [Id(0)] public string? Location { get; init; }

    [Id(1)] public string? Notes { get; init; }
}

/// <summary>The drive before and after a change; null when nobody ever saw such a drive.</summary>
[GenerateSerializer, Immutable, Alias("nas.drive-outcome")]
public sealed record DriveOutcome
{
    [Id(0)] public DriveSnapshot? Drive { get; init; }

    [Id(1)] public DriveSnapshot? Before { get; init; }
}
