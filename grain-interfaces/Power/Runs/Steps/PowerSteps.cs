using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Power.Runs.Steps;

/// <summary>A UPS switches its output off, so that it comes on again with mains. Only once every load on it, of all groups, is confirmed dark.</summary>
[GenerateSerializer, Immutable, Alias("nas.ups-off-step")]
public sealed record UpsOffStep
{
    public static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(120);

    [Id(0)] public required PowerSourceId Source { get; init; }

    [Id(1)] public UpsOffWay Way { get; init; }

    /// <summary>From the order until the output is off. What hangs on this UPS and carries us must be off by then.</summary>
    [Id(2)] public TimeSpan Delay { get; init; } = DefaultDelay;
}

[GenerateSerializer, Alias("nas.ups-off-way")]
public enum UpsOffWay
{
    /// <summary>By the command <c>shutdown.return</c>.</summary>
    Return,

    /// <summary>By a forced shutdown, which tells everyone who watches this UPS, and which it keeps until its server is restarted.</summary>
    ForceShutdown,
}

/// <summary>Wake-on-LAN packets.</summary>
[GenerateSerializer, Immutable, Alias("nas.wake-step")]
public sealed record WakeStep
{
    [Id(0)] public required ImmutableArray<string> Macs { get; init; }

    /// <summary>DNS name or address that must answer for the target to be up; nothing is waited for when empty.</summary>
    [Id(1)] public string Host { get; init; } = "";

    /// <summary>Where it must answer; a ping when null.</summary>
    [Id(2)] public int? Port { get; init; }
}

/// <summary>The management controller of a host switches it on, or asks it to go off.</summary>
[GenerateSerializer, Immutable, Alias("nas.ipmi-step")]
public sealed record IpmiStep
{
    /// <summary>DNS name or address of the controller.</summary>
    [Id(0)] public required string Host { get; init; }

    [Id(1)] public required string User { get; init; }

    /// <summary>Name of the password among those of this installation; never a path, and never the password.</summary>
    [Id(2)] public string Password { get; init; } = "default";

    [Id(3)] public IpmiOrder Order { get; init; }
}

[GenerateSerializer, Alias("nas.ipmi-order")]
public enum IpmiOrder
{
    On,
    SoftOff,
}
