using NasOrleans.Secrets;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.Ssh;

/// <summary>Whose shell, under which name, by which key.</summary>
internal sealed record SshTarget
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string UserName { get; init; }

    /// <summary>The host's key as <c>SHA256:…</c>; null before the first contact.</summary>
    public string? HostKey { get; init; }

    public Secret Key { get; init; }

    public static SshTarget Of(NasTarget target)
    {
        var ssh = SettingsOf(target.Config);
        return new()
        {
            Host = ssh.Host ?? target.Config.Host,
            Port = ssh.Port,
            UserName = ssh.UserName,
            HostKey = ssh.HostKey,
            Key = target.Secrets.SshKey ?? default,
        };
    }

    /// <summary>A NAS that is reached by SSH alone may leave out what stands in the connection itself.</summary>
    public static SshConfig SettingsOf(ConnectionConfig config) => config.Ssh ?? new() { UserName = config.UserName, Port = config.Port ?? 22 };
}
