using Orleans;

namespace NasOrleans.Systems.Connections;

/// <summary>Whether a NAS can be reached and what with, found out without changing anything.</summary>
[GenerateSerializer, Immutable, Alias("nas.connection-test")]
public sealed record ConnectionTest
{
    public bool Succeeded => Fault is null;

    [Id(0)] public LinkFault? Fault { get; init; }

    /// <summary>The certificate that was shown, also when it was not believed.</summary>
    [Id(1)] public string? Fingerprint { get; init; }

    [Id(2)] public LinkTransport Transport { get; init; } = new();

    [Id(3)] public string? HostName { get; init; }

    [Id(4)] public TimeSpan Duration { get; init; }

    /// <summary>The login may also turn the NAS off; null when that could not be found out.</summary>
    [Id(5)] public bool? MayShutDown { get; init; }
}

/// <summary>What to test. Without configuration the stored one; secrets that are not given are taken from the stored ones.</summary>
[GenerateSerializer, Immutable, Alias("nas.connection-trial")]
public sealed record ConnectionTrial
{
    [Id(0)] public ConnectionConfig? Config { get; init; }

    [Id(1)] public ConnectionSecrets Secrets { get; init; } = new();

    /// <summary>Believe whatever certificate is shown, this once.</summary>
    [Id(2)] public bool AcceptNew { get; init; }
}
