using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Systems.Connections;

/// <summary>How a NAS is reached, as somebody wrote it. Secrets travel apart from it, in <see cref="ConnectionSecrets"/>.</summary>
[GenerateSerializer, Immutable, Alias("nas.connection-config")]
public sealed record ConnectionConfig
{
    public static readonly TimeSpan DefaultPollInterval = TimeSpan.FromSeconds(60);

    [Id(0)] public ConnectionKind Kind { get; init; }

    /// <summary>DNS name or address.</summary>
    [Id(1)] public required string Host { get; init; }

    /// <summary>Port of the API; null for the protocol's own.</summary>
    [Id(2)] public int? Port { get; init; }

    [Id(3)] public bool UseHttps { get; init; } = true;

    [Id(4)] public TlsTrust Trust { get; init; }

    /// <summary>SHA-256 of the certificate as lower-case hex, for <see cref="TlsTrust.Pinned"/>.</summary>
    [Id(5)] public string? Fingerprint { get; init; }

    /// <summary>Certificates in PEM, for <see cref="TlsTrust.OwnCa"/>.</summary>
    [Id(6)] public string? Authority { get; init; }

    [Id(7)] public string UserName { get; init; } = "";

    [Id(8)] public bool Enabled { get; init; } = true;

    [Id(9)] public TimeSpan PollInterval { get; init; } = DefaultPollInterval;

    [Id(10)] public bool MonitorDatasets { get; init; } = true;

    [Id(11)] public bool MonitorPools { get; init; } = true;

    [Id(12)] public bool MonitorReplication { get; init; } = true;

    /// <summary>A shell on the NAS: for SMART where the API has none, for shutdown where there is no API.</summary>
    [Id(13)] public SshConfig? Ssh { get; init; }

    /// <summary>Network cards that Wake on LAN is sent to; those that were seen on the NAS when none is given.</summary>
    [Id(14)] public ImmutableArray<string> WakeAddresses { get; init; } = [];

    /// <summary>Where the wake packet goes; the local broadcast address when not given.</summary>
    [Id(15)] public string? WakeBroadcast { get; init; }
}

[GenerateSerializer, Alias("nas.connection-kind")]
public enum ConnectionKind
{
    TrueNas,

    /// <summary>A NAS without an API of its own that is known here: reached by SSH alone.</summary>
    Ssh,
}

/// <summary>Why a certificate is believed.</summary>
[GenerateSerializer, Alias("nas.tls-trust")]
public enum TlsTrust
{
    SystemCa,
    OwnCa,
    Pinned,

    /// <summary>Any certificate is taken; marked wherever the connection is shown.</summary>
    Ignore,
}

/// <summary>The shell of a NAS.</summary>
[GenerateSerializer, Immutable, Alias("nas.ssh-config")]
public sealed record SshConfig
{
    /// <summary>The connection's host when not given.</summary>
    [Id(0)] public string? Host { get; init; }

    [Id(1)] public int Port { get; init; } = 22;

    [Id(2)] public required string UserName { get; init; }

    /// <summary>The host's key as <c>SHA256:…</c>; a host that shows another one is not spoken to.</summary>
    [Id(3)] public string? HostKey { get; init; }

    /// <summary>Turns the NAS off, such as <c>sudo -n /usr/syno/sbin/synoshutdown -s</c>.</summary>
    [Id(4)] public string ShutdownCommand { get; init; } = "sudo -n shutdown -h now";

    [Id(5)] public string RebootCommand { get; init; } = "sudo -n shutdown -r now";

    /// <summary>What stands before <c>smartctl</c>.</summary>
    [Id(6)] public string SmartCommand { get; init; } = "sudo -n smartctl";
}
