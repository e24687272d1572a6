using NasOrleans.Systems.Connections;

namespace NasOrleans.Systems;

/// <summary>What is shown of a system and not kept with it: how the polls go, and what the inventory comes to.</summary>
internal sealed record SystemLive
{
    public bool Polls { get; init; }

    public PollHealth Health { get; init; } = new();

    public LinkTransport Transport { get; init; } = new();

    public SystemEssence Essence { get; init; } = SystemEssence.None;

    public ConnectionSnapshot Show(ConnectionState connection) => new()
    {
        Config = connection.Config,
        HasApiKey = connection.Secrets.ApiKey is not null,
        HasPassword = connection.Secrets.Password is not null,
        HasSshKey = connection.Secrets.SshKey is not null,
        Origin = connection.Origin,
        Polls = Polls,
        Health = Health,
        Transport = Transport,
    };
}
