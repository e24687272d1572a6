namespace NasOrleans.Systems.Connections;

/// <summary>What is kept of a connection; its secrets only sealed.</summary>
internal sealed record ConnectionState
{
    public required ConnectionConfig Config { get; init; }

    public SealedSecrets Secrets { get; init; } = new();

    public ConnectionOrigin Origin { get; init; }

    /// <summary>What was asked before this moment was asked of another connection.</summary>
    public DateTimeOffset SetAt { get; init; }

    /// <summary>In which language the NAS was last spoken to: none that protects less is taken unasked, also not after a restart.</summary>
    public TransportMode Spoken { get; init; }
}

internal sealed record SealedSecrets
{
    public string? ApiKey { get; init; }

    public string? Password { get; init; }

    public string? SshKey { get; init; }
}
