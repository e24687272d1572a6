using NasOrleans.Secrets;

namespace NasOrleans.Protocols.Nut;

/// <summary>A NUT server (upsd) and how to reach it. The password is in the open only here, in memory.</summary>
internal sealed record NutServerTarget
{
    public const int DefaultPort = 3493;

    public required string Host { get; init; }

    public int Port { get; init; } = DefaultPort;

    public NutTls Tls { get; init; }

    /// <summary>Certificates in PEM that a strict connection believes, in place of the system's.</summary>
    public string? Authority { get; init; }

    /// <summary>SHA-256 of the one certificate that a strict connection believes; wins over the authority.</summary>
    public string? Fingerprint { get; init; }

    public string? UserName { get; init; }

    public Secret Password { get; init; }
}

internal enum NutTls
{
    /// <summary>In the open. Credentials then go to loopback and private addresses alone.</summary>
    Off,

    /// <summary>Encrypted, whoever answers.</summary>
    SkipVerify,

    Strict,
}
