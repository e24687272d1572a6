using NasOrleans.Secrets;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Api.Connections;

/// <summary>A connection that was read and found to be in order.</summary>
internal sealed record ConnectionDraft(SystemConfig System, ConnectionConfig Config, ConnectionSecrets Secrets, bool AcceptNew)
{
    /// <summary>Which secrets are set or removed with it, without saying to what.</summary>
    public IEnumerable<string> WrittenSecrets => new (string Name, Secret? Written)[]
    {
        ("apiKey", Secrets.ApiKey), ("password", Secrets.Password), ("ssh.privateKey", Secrets.SshKey),
    }.Where(secret => secret.Written is not null).Select(secret => secret.Name);

    /// <summary>Whether there is anything to accept: with a certificate or host key already named, what is shown must be that.</summary>
    public bool AsksToAccept => AcceptNew && (Config.Kind is ConnectionKind.Ssh
        ? Config.Ssh is { HostKey: null }
        : Config is { UseHttps: true, Trust: TlsTrust.SystemCa });

    public ConnectionDraft Accepting(string fingerprint) => this with
    {
        Config = Config.Kind is ConnectionKind.Ssh
            ? Config with { Ssh = Config.Ssh! with { HostKey = fingerprint } }
            : Config with { Trust = TlsTrust.Pinned, Fingerprint = fingerprint },
    };
}
