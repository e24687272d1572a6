using Orleans;

namespace NasOrleans.Systems.Inventory;

/// <summary>The UPS service of the NAS itself. While it is active the NAS may turn itself off before we do.</summary>
[GenerateSerializer, Immutable, Alias("nas.ups-service")]
public sealed record UpsService
{
    [Id(0)] public bool Running { get; init; }

    [Id(1)] public bool Enabled { get; init; }

    /// <summary><c>MASTER</c> or <c>SLAVE</c>.</summary>
    [Id(2)] public string Mode { get; init; } = "";

    /// <summary><c>LOWBATT</c> or <c>BATT</c>.</summary>
    [Id(3)] public string Shutdown { get; init; } = "";

    [Id(4)] public int? ShutdownSeconds { get; init; }

    [Id(5)] public string Identifier { get; init; } = "";

    [Id(6)] public string? RemoteHost { get; init; }

    [Id(7)] public int? RemotePort { get; init; }

    /// <summary>Its upsd can be asked from outside.</summary>
    [Id(8)] public bool Shared { get; init; }

    public bool MayShutDown => Running || Enabled;
}

[GenerateSerializer, Immutable, Alias("nas.high-availability")]
public sealed record HighAvailability
{
    /// <summary><c>MASTER</c>, <c>BACKUP</c>, <c>ELECTING</c>, <c>IMPORTING</c>, <c>ERROR</c> or <c>SINGLE</c>.</summary>
    [Id(0)] public string Status { get; init; } = "";

    /// <summary><c>A</c>, <c>B</c> or <c>MANUAL</c>.</summary>
    [Id(1)] public string Node { get; init; } = "";

    [Id(2)] public bool Licensed { get; init; }

    [Id(3)] public string? DisabledReasons { get; init; }

    public bool IsPair => Licensed && Status is not ("SINGLE" or "");
}

[GenerateSerializer, Immutable, Alias("nas.update-status")]
public sealed record UpdateStatus
{
    [Id(0)] public bool Available { get; init; }

    [Id(1)] public string? Version { get; init; }

    [Id(2)] public bool RebootRequired { get; init; }

    [Id(3)] public string? Error { get; init; }
}
