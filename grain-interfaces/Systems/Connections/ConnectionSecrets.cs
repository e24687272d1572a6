using NasOrleans.Secrets;
using Orleans;

namespace NasOrleans.Systems.Connections;

/// <summary>What a connection proves itself with. In a change, null keeps what is stored and an empty text removes it.</summary>
[GenerateSerializer, Immutable, Alias("nas.connection-secrets")]
public sealed record ConnectionSecrets
{
    [Id(0)] public Secret? ApiKey { get; init; }

    [Id(1)] public Secret? Password { get; init; }

    /// <summary>A private key in OpenSSH form.</summary>
    [Id(2)] public Secret? SshKey { get; init; }
}
