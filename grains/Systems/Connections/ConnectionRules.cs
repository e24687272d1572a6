namespace NasOrleans.Systems.Connections;

/// <summary>Who may set a connection, and what makes it the same one.</summary>
internal static class ConnectionRules
{
    /// <summary>A start value comes with every start: it never overrides what somebody has set or deleted meanwhile.</summary>
    public static SystemRefusal MaySet(ConnectionState? stored, DateTimeOffset? deletedAt, ConnectionOrigin origin) =>
        origin == ConnectionOrigin.Api ? SystemRefusal.None
        : stored is { Origin: ConnectionOrigin.Api } ? SystemRefusal.SetByUser
        : stored is null && deletedAt is not null ? SystemRefusal.Deleted
        : SystemRefusal.None;

    public static bool Same(ConnectionConfig a, ConnectionConfig b) =>
        a with { WakeAddresses = b.WakeAddresses } == b && a.WakeAddresses.SequenceEqual(b.WakeAddresses, StringComparer.Ordinal);

    public static bool LeadToTheSame(ConnectionConfig a, ConnectionConfig b) =>
        a.Kind == b.Kind && a.Port == b.Port && IsHost(a.Host, b.Host)
        && (a.Kind != ConnectionKind.Ssh || (a.Ssh?.Port == b.Ssh?.Port && IsHost(a.Ssh?.Host ?? a.Host, b.Ssh?.Host ?? b.Host)));

    public static ConnectionState SpokenTo(ConnectionState connection, TransportMode mode) =>
        connection.Spoken == mode ? connection : connection with { Spoken = mode };

    public static string SourceName(ConnectionKind kind) => kind == ConnectionKind.Ssh ? SourceSnapshot.Ssh : SourceSnapshot.TrueNas;

    public static bool IsPolled(string source) => source is SourceSnapshot.Ssh or SourceSnapshot.TrueNas;

    private static bool IsHost(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
