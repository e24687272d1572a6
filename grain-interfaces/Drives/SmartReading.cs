using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Drives;

[GenerateSerializer, Alias("nas.drive-medium")]
public enum DriveMedium
{
    Unknown,
    Hdd,
    Ssd,
}

[GenerateSerializer, Alias("nas.drive-bus")]
public enum DriveBus
{
    Unknown,
    Sata,
    Sas,
    Nvme,
    Usb,
}

/// <summary>What a drive says of its own health. Unknown is not failed.</summary>
[GenerateSerializer, Alias("nas.smart-health")]
public enum SmartHealth
{
    Unknown,
    Passed,
    Failed,
}

/// <summary>SMART as it was read once, whatever way it came and whatever kind of drive.</summary>
[GenerateSerializer, Immutable, Alias("nas.smart-reading")]
public sealed record SmartReading
{
    [Id(0)] public SmartHealth Health { get; init; }

    [Id(1)] public DateTimeOffset ReadAt { get; init; }

    [Id(2)] public SmartSource Source { get; init; }

    [Id(3)] public long? PowerOnHours { get; init; }

    [Id(4)] public double? Celsius { get; init; }

    [Id(5)] public ImmutableArray<SmartAttribute> Attributes { get; init; } = [];

    /// <summary>Newest first.</summary>
    [Id(6)] public ImmutableArray<SelfTest> SelfTests { get; init; } = [];

    /// <summary>Done so far of the self-test that runs; null when none does.</summary>
    [Id(7)] public double? SelfTestPercent { get; init; }

    /// <summary>Why the health is unknown.</summary>
    [Id(8)] public string? Reason { get; init; }

    public static SmartReading Unknown(DateTimeOffset at, string reason) => new() { ReadAt = at, Reason = reason };
}

[GenerateSerializer, Alias("nas.smart-source")]
public enum SmartSource
{
    None,
    Api,
    Ssh,
}

/// <summary>
/// A counter of a drive. ATA attributes keep their number and name; those of SAS and NVMe drives, which have none, are numbered 0
/// and named after the field, such as <c>media_errors</c> or <c>scsi_grown_defect_list</c>.
/// </summary>
[GenerateSerializer, Immutable, Alias("nas.smart-attribute")]
public sealed record SmartAttribute
{
    [Id(0)] public int Number { get; init; }

    [Id(1)] public required string Name { get; init; }

    /// <summary>As the drive gives it.</summary>
    [Id(2)] public long Raw { get; init; }

    /// <summary>What the raw value counts, taken out of the words that some makers pack into it.</summary>
    [Id(3)] public long Value { get; init; }

    [Id(4)] public int? Normalized { get; init; }

    [Id(5)] public int? Worst { get; init; }

    [Id(6)] public int? Threshold { get; init; }

    /// <summary><c>now</c>, <c>past</c> or empty.</summary>
    [Id(7)] public string WhenFailed { get; init; } = "";
}

[GenerateSerializer, Alias("nas.self-test-result")]
public enum SelfTestResult
{
    Unknown,
    Running,
    Passed,
    Failed,
    Aborted,
}

/// <summary>A row of a drive's self-test log.</summary>
[GenerateSerializer, Immutable, Alias("nas.self-test")]
public sealed record SelfTest
{
    [Id(0)] public string Kind { get; init; } = "";

    [Id(1)] public SelfTestResult Result { get; init; }

    [Id(2)] public string Detail { get; init; } = "";

    [Id(3)] public double? RemainingPercent { get; init; }

    [Id(4)] public long? LifetimeHours { get; init; }

    [Id(5)] public string? FirstError { get; init; }
}
