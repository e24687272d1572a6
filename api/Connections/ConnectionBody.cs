using System.Text.Json;
using System.Text.Json.Serialization;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Api.Connections;

/// <summary>
/// A connection as it is written. A secret that is left out or masked stays as it is, an empty one goes. What a list shows beside
/// the configuration may come back with it and is not looked at.
/// </summary>
internal sealed record ConnectionBody
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public ConnectionKind? Kind { get; init; }

    public string? Host { get; init; }

    public int? Port { get; init; }

    public string? ApiKey { get; init; }

    /// <summary>The same under the name that older instructions give it.</summary>
    [JsonPropertyName("api_key")]
    public string? ApiKeyOldName { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    public bool? UseHttps { get; init; }

    public bool? InsecureSkipVerify { get; init; }

    public string? Fingerprint { get; init; }

    /// <summary>Believe the certificate that is shown now, from now on.</summary>
    public bool? AcceptNew { get; init; }

    public string? CaCertificate { get; init; }

    public bool? Enabled { get; init; }

    public int? PollIntervalSeconds { get; init; }

    public bool? MonitorDatasets { get; init; }

    public bool? MonitorPools { get; init; }

    public bool? MonitorReplication { get; init; }

    public SshBody? Ssh { get; init; }

    public WakeBody? Wake { get; init; }

    public JsonElement? Origin { get; init; }

    public JsonElement? Poll { get; init; }

    public JsonElement? Observed { get; init; }

    public JsonElement? Transport { get; init; }

    /// <summary>A stored connection as it would be written; its secrets are left out, which keeps them.</summary>
    public static ConnectionBody Of(SystemSnapshot system, ConnectionConfig config) => new()
    {
        Name = system.Name,
        Kind = config.Kind,
        Host = config.Host,
        Port = config.Port,
        Username = config.UserName,
        UseHttps = config.UseHttps,
        InsecureSkipVerify = config.Trust is TlsTrust.Ignore,
        Fingerprint = config.Fingerprint,
        CaCertificate = config.Authority,
        Enabled = config.Enabled,
        PollIntervalSeconds = (int)config.PollInterval.TotalSeconds,
        MonitorDatasets = config.MonitorDatasets,
        MonitorPools = config.MonitorPools,
        MonitorReplication = config.MonitorReplication,
        Ssh = config.Ssh is { } ssh ? SshBody.Of(ssh) : null,
        Wake = new() { Addresses = [.. config.WakeAddresses], Broadcast = config.WakeBroadcast },
    };

    /// <summary>What is given here, and for the rest what is stored.</summary>
    public ConnectionBody Over(ConnectionBody stored) => stored with
    {
        Name = Name ?? stored.Name,
        Kind = Kind ?? stored.Kind,
        Host = Host ?? stored.Host,
        // Another host has its own port and its own certificate.
        Port = Port ?? (Host is null ? stored.Port : null),
        ApiKey = ApiKey,
        ApiKeyOldName = ApiKeyOldName,
        Username = Username ?? stored.Username,
        Password = Password,
        UseHttps = UseHttps ?? stored.UseHttps,
        InsecureSkipVerify = InsecureSkipVerify ?? (NamesTrust ? null : stored.InsecureSkipVerify),
        Fingerprint = Fingerprint ?? (NamesTrust || Host is not null ? null : stored.Fingerprint),
        CaCertificate = CaCertificate ?? (NamesTrust ? null : stored.CaCertificate),
        AcceptNew = AcceptNew,
        Ssh = Ssh ?? stored.Ssh,
        Wake = Wake ?? stored.Wake,
    };

    // A record shows all it holds, and this one holds secrets.
    public override string ToString() => nameof(ConnectionBody);

    private bool NamesTrust => (InsecureSkipVerify, Fingerprint, CaCertificate) is not (null, null, null);
}

internal sealed record SshBody
{
    public string? Host { get; init; }

    public int? Port { get; init; }

    public string? Username { get; init; }

    public string? PrivateKey { get; init; }

    public string? HostKey { get; init; }

    public string? ShutdownCommand { get; init; }

    public string? RebootCommand { get; init; }

    public string? SmartCommand { get; init; }

    public static SshBody Of(SshConfig ssh) => new()
    {
        Host = ssh.Host,
        Port = ssh.Port,
        Username = ssh.UserName,
        HostKey = ssh.HostKey,
        ShutdownCommand = ssh.ShutdownCommand,
        RebootCommand = ssh.RebootCommand,
        SmartCommand = ssh.SmartCommand,
    };

    public override string ToString() => nameof(SshBody);
}

internal sealed record WakeBody
{
    public string[]? Addresses { get; init; }

    public string? Broadcast { get; init; }
}
