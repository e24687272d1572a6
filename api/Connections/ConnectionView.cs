using NasOrleans.Secrets;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Api.Connections;

/// <summary>A connection as it is shown: the configuration with its secrets masked, and how it goes.</summary>
internal sealed record ConnectionView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required ConnectionKind Kind { get; init; }

    public required string Host { get; init; }

    public int? Port { get; init; }

    public required string ApiKey { get; init; }

    public required string Username { get; init; }

    public required string Password { get; init; }

    public bool UseHttps { get; init; }

    public bool InsecureSkipVerify { get; init; }

    public string? Fingerprint { get; init; }

    public string? CaCertificate { get; init; }

    public bool Enabled { get; init; }

    public int PollIntervalSeconds { get; init; }

    public bool MonitorDatasets { get; init; }

    public bool MonitorPools { get; init; }

    public bool MonitorReplication { get; init; }

    public SshBody? Ssh { get; init; }

    public required WakeBody Wake { get; init; }

    public ConnectionOrigin Origin { get; init; }

    public PollView? Poll { get; init; }

    public ObservedView? Observed { get; init; }

    public TransportView? Transport { get; init; }

    public static ConnectionView Of(SystemSnapshot system, ConnectionSnapshot connection) => Configured(system, connection) with
    {
        Poll = PollView.Of(connection),
        Observed = ObservedView.Of(system, connection),
        Transport = TransportView.Of(connection),
    };

    /// <summary>Only what somebody wrote.</summary>
    public static ConnectionView Configured(SystemSnapshot system, ConnectionSnapshot connection)
    {
        var config = connection.Config;
        return new()
        {
            Id = system.Id.Value,
            Name = system.Name,
            Kind = config.Kind,
            Host = config.Host,
            Port = config.Port,
            ApiKey = Masked(connection.HasApiKey),
            Username = config.UserName,
            Password = Masked(connection.HasPassword),
            UseHttps = config.UseHttps,
            InsecureSkipVerify = config.Trust is TlsTrust.Ignore,
            Fingerprint = config.Fingerprint,
            CaCertificate = config.Authority,
            Enabled = config.Enabled,
            PollIntervalSeconds = (int)config.PollInterval.TotalSeconds,
            MonitorDatasets = config.MonitorDatasets,
            MonitorPools = config.MonitorPools,
            MonitorReplication = config.MonitorReplication,
            Ssh = config.Ssh is { } ssh ? SshBody.Of(ssh) with { PrivateKey = Masked(connection.HasSshKey) } : null,
            Wake = new() { Addresses = [.. config.WakeAddresses], Broadcast = config.WakeBroadcast },
            Origin = connection.Origin,
        };
    }

    private static string Masked(bool isStored) => isStored ? Secret.Mask : "";
}

/// <summary>How the polls of a connection went.</summary>
internal sealed record PollView(
    bool Polls, int IntervalSeconds, DateTimeOffset? LastAttemptAt, DateTimeOffset? LastSuccessAt, int ConsecutiveFailures, double? LastDurationMs, FaultView? LastError)
{
    public static PollView Of(ConnectionSnapshot connection)
    {
        var health = connection.Health;
        return new(
            connection.Polls, (int)connection.Config.PollInterval.TotalSeconds, health.LastAttempt, health.LastSuccess, health.Failures,
            health.LastDuration?.TotalMilliseconds, FaultView.Of(Standing(health)));
    }

    /// <summary>What is wrong now; what went wrong before the last poll that succeeded is over.</summary>
    public static LinkFault? Standing(PollHealth health) => health.Failures > 0 ? health.LastFault : null;
}

internal sealed record FaultView(DateTimeOffset At, string Message, LinkError Category, LinkStage Stage, string? Fingerprint, bool NeedsSomebody)
{
    public static FaultView? Of(LinkFault? fault) =>
        fault is null ? null : new(fault.At, fault.Message, fault.Error, fault.Stage, fault.Fingerprint, fault.NeedsSomebody);
}

/// <summary>What was seen over a connection, in numbers.</summary>
internal sealed record ObservedView(string Host, string ResourceId, DateTimeOffset? CollectedAt, ObservedCounts Counts)
{
    public static ObservedView? Of(SystemSnapshot system, ConnectionSnapshot connection)
    {
        var essence = system.Essence;
        if (connection.Health.LastSuccess is not { } at) return null;
        return new(essence.HostName, system.Id.Value, at, new(
            Systems: 1, Count(PartKind.Pool), Count(PartKind.Dataset), Count(PartKind.App), Count(PartKind.Machine),
            Count(PartKind.Container) + Count(PartKind.Jail), essence.Drives.Length));

        int Count(PartKind kind) => essence.Parts.Count(part => part.Kind == kind);
    }
}

internal sealed record ObservedCounts(int Systems, int StoragePools, int Datasets, int Apps, int Vms, int Containers, int Disks);

/// <summary>The way that was agreed on with the NAS.</summary>
internal sealed record TransportView(
    string Mode, string? Endpoint, bool Tls, string TlsTrust, string? Fingerprint, bool Connected, string? AuthMechanism, string? ApplianceVersion,
    string? LegacyReason, int Reconnects, string? LastError, DateTimeOffset? LastConnectedAt)
{
    public static TransportView Of(ConnectionSnapshot connection) =>
        Of(connection.Transport, connection.Config.Trust, PollView.Standing(connection.Health)?.Message);

    public static TransportView Of(LinkTransport link, TlsTrust trust, string? lastError) => new(
        Word(link.Mode), link.Endpoint, link.Tls, Word(trust), link.Fingerprint, link.Connected, link.Mechanism, link.Version,
        link.LegacyReason, link.Reconnects, lastError, link.ConnectedAt);

    private static string Word(TransportMode mode) => mode switch
    {
        TransportMode.JsonRpc => "jsonrpc-websocket",
        TransportMode.LegacyWebSocket => "legacy-websocket",
        TransportMode.Rest => "legacy-rest",
        TransportMode.Ssh => "ssh",
        _ => "negotiating",
    };

    private static string Word(TlsTrust trust) => trust switch
    {
        NasOrleans.Systems.Connections.TlsTrust.OwnCa => "own-ca",
        NasOrleans.Systems.Connections.TlsTrust.Pinned => "pinned",
        NasOrleans.Systems.Connections.TlsTrust.Ignore => "ignored",
        _ => "system-ca",
    };
}
