using Orleans;

namespace NasOrleans.Power.Sources;

/// <summary>A UPS on a NUT server.</summary>
[GenerateSerializer, Immutable, Alias("nas.nut-ups-config")]
public sealed record NutUpsConfig
{
    public static readonly TimeSpan DefaultStatusInterval = TimeSpan.FromMilliseconds(250);
    public static readonly TimeSpan DefaultPollInterval = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan DefaultHostSync = TimeSpan.FromSeconds(15);

    [Id(0)] public required NutServerConfig Server { get; init; }

    /// <summary>Its name at the server.</summary>
    [Id(1)] public required string Ups { get; init; }

    [Id(2)] public NutRole Role { get; init; }

    /// <summary>Needed for every role but the observer's, and for orders. The password travels apart, in <see cref="PowerSourceSecrets"/>.</summary>
    [Id(3)] public string UserName { get; init; } = "";

    /// <summary>How often the status alone is asked for, 0.1 to 2 s.</summary>
    [Id(4)] public TimeSpan StatusInterval { get; init; } = DefaultStatusInterval;

    /// <summary>How often everything else is asked for, 0.5 to 60 s.</summary>
    [Id(5)] public TimeSpan PollInterval { get; init; } = DefaultPollInterval;

    /// <summary>How long a primary waits for the others to log out, up to 10 min.</summary>
    [Id(6)] public TimeSpan HostSync { get; init; } = DefaultHostSync;
}

/// <summary>A NUT server and how to reach it.</summary>
[GenerateSerializer, Immutable, Alias("nas.nut-server-config")]
public sealed record NutServerConfig
{
    public const int DefaultPort = 3493;

    /// <summary>DNS name or address.</summary>
    [Id(0)] public required string Host { get; init; }

    [Id(1)] public int Port { get; init; } = DefaultPort;

    [Id(2)] public NutTlsMode Tls { get; init; }

    /// <summary>Certificates in PEM that a strict connection believes, in place of the system's.</summary>
    [Id(3)] public string? Authority { get; init; }

    /// <summary>SHA-256 of the one certificate that a strict connection believes; wins over the authority.</summary>
    [Id(4)] public string? Fingerprint { get; init; }
}

[GenerateSerializer, Alias("nas.nut-tls-mode")]
public enum NutTlsMode
{
    Off,

    /// <summary>Encrypted, whoever answers; marked wherever the source is shown.</summary>
    SkipVerify,

    Strict,
}

/// <summary>What we are to the other machines that watch the same UPS.</summary>
[GenerateSerializer, Alias("nas.nut-role")]
public enum NutRole
{
    /// <summary>Looks on; nobody waits for us.</summary>
    Observer,

    /// <summary>Logged in until our loads are down, so that the primary waits for us.</summary>
    Secondary,

    /// <summary>Tells the secondaries to go down, and waits for them.</summary>
    Primary,
}
