using Orleans;

namespace NasOrleans.Systems.Connections;

/// <summary>A connection as it stands; of its secrets only whether there are any.</summary>
[GenerateSerializer, Immutable, Alias("nas.connection-snapshot")]
public sealed record ConnectionSnapshot
{
    [Id(0)] public required ConnectionConfig Config { get; init; }

    [Id(1)] public bool HasApiKey { get; init; }

    [Id(2)] public bool HasPassword { get; init; }

    [Id(3)] public bool HasSshKey { get; init; }

    [Id(4)] public ConnectionOrigin Origin { get; init; }

    /// <summary>False while polling is switched off for all of them.</summary>
    [Id(5)] public bool Polls { get; init; }

    [Id(6)] public PollHealth Health { get; init; } = new();

    [Id(7)] public LinkTransport Transport { get; init; } = new();
}

/// <summary>Where a connection came from. One that was deleted does not come back from the environment.</summary>
[GenerateSerializer, Alias("nas.connection-origin")]
public enum ConnectionOrigin
{
    Api,
    Environment,
    File,
}

/// <summary>How the polls of one connection went.</summary>
[GenerateSerializer, Immutable, Alias("nas.poll-health")]
public sealed record PollHealth
{
    [Id(0)] public DateTimeOffset? LastAttempt { get; init; }

    [Id(1)] public DateTimeOffset? LastSuccess { get; init; }

    [Id(2)] public int Failures { get; init; }

    [Id(3)] public LinkFault? LastFault { get; init; }

    [Id(4)] public TimeSpan? LastDuration { get; init; }
}

/// <summary>The way that was agreed on with the NAS.</summary>
[GenerateSerializer, Immutable, Alias("nas.link-transport")]
public sealed record LinkTransport
{
    [Id(0)] public TransportMode Mode { get; init; }

    [Id(1)] public string? Endpoint { get; init; }

    [Id(2)] public bool Tls { get; init; }

    [Id(3)] public bool Connected { get; init; }

    /// <summary>What proved us, such as <c>API_KEY_PLAIN</c>.</summary>
    [Id(4)] public string? Mechanism { get; init; }

    [Id(5)] public string? Version { get; init; }

    /// <summary>Why it is not the current protocol.</summary>
    [Id(6)] public string? LegacyReason { get; init; }

    [Id(7)] public int Reconnects { get; init; }

    [Id(8)] public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>The certificate that the NAS shows, SHA-256 in lower-case hex.</summary>
    [Id(9)] public string? Fingerprint { get; init; }
}

[GenerateSerializer, Alias("nas.transport-mode")]
public enum TransportMode
{
    Negotiating,
    JsonRpc,
    LegacyWebSocket,
    Rest,
    Ssh,
}
