using Orleans;

namespace NasOrleans.Power.Runs.Steps;

/// <summary>A host that is told something by SSH; by key alone, and never one whose host key is not known.</summary>
[GenerateSerializer, Immutable, Alias("nas.ssh-target")]
public sealed record SshTarget
{
    public const int DefaultPort = 22;

    /// <summary>DNS name or address.</summary>
    [Id(0)] public required string Host { get; init; }

    [Id(1)] public int Port { get; init; } = DefaultPort;

    [Id(2)] public required string User { get; init; }

    /// <summary>Name of the private key among those of this installation; never a path.</summary>
    [Id(3)] public string Key { get; init; } = "default";

    /// <summary>SHA-256 of the host key, such as <c>SHA256:47DE…</c>.</summary>
    [Id(4)] public required string HostKey { get; init; }
}
