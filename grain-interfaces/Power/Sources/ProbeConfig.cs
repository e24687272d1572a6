using System.Collections.Immutable;
using NasOrleans.Systems.Connections;
using Orleans;

namespace NasOrleans.Power.Sources;

/// <summary>A page, a port or an address that answers as long as there is power.</summary>
[GenerateSerializer, Immutable, Alias("nas.probe-config")]
public sealed record ProbeConfig
{
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(60);
    public const int DefaultChecks = 5;

    [Id(0)] public ProbeKind Kind { get; init; }

    /// <summary>A URL for HTTP, <c>host:port</c> for TCP, a host for ping.</summary>
    [Id(1)] public required string Target { get; init; }

    /// <summary>What the body must hold; with <see cref="JsonPath"/>, what stands there. Any answer of the 200s will do when not given.</summary>
    [Id(2)] public string? Match { get; init; }

    /// <summary>Such as <c>mains.ok</c> or <c>outlets[0].state</c>. Without <see cref="Match"/>, something must stand there that is neither null nor false.</summary>
    [Id(3)] public string? JsonPath { get; init; }

    /// <summary>Sent along; a secret one belongs into <see cref="PowerSourceSecrets"/>.</summary>
    [Id(4)] public ImmutableArray<ProbeHeader> Headers { get; init; } = [];

    [Id(5)] public TlsTrust Trust { get; init; }

    /// <summary>SHA-256 of the certificate as lower-case hex, for <see cref="TlsTrust.Pinned"/>.</summary>
    [Id(6)] public string? Fingerprint { get; init; }

    /// <summary>Certificates in PEM, for <see cref="TlsTrust.OwnCa"/>.</summary>
    [Id(7)] public string? Authority { get; init; }

    [Id(8)] public ProbeMode Mode { get; init; }

    /// <summary>From check to check, 60 to 3600 s.</summary>
    [Id(9)] public TimeSpan CheckInterval { get; init; } = DefaultInterval;

    /// <summary>Failed checks in a row that make an outage when they are verified, 2 to 10.</summary>
    [Id(10)] public int TotalChecks { get; init; } = DefaultChecks;

    /// <summary>How long one check may take, 1 to 30 s.</summary>
    [Id(11)] public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}

[GenerateSerializer, Alias("nas.probe-kind")]
public enum ProbeKind
{
    Http,
    Tcp,
    Ping,
}

[GenerateSerializer, Alias("nas.probe-mode")]
public enum ProbeMode
{
    /// <summary>The first failed check is an outage.</summary>
    Immediate,

    /// <summary>An outage only once all of several checks in a row failed; any success starts anew.</summary>
    Verified,
}

[GenerateSerializer, Immutable, Alias("nas.probe-header")]
public sealed record ProbeHeader
{
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public required string Value { get; init; }
}
