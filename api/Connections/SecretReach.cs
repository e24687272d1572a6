using NasOrleans.Systems.Connections;

namespace NasOrleans.Api.Connections;

/// <summary>Who could get to see the secrets of a connection.</summary>
internal static class SecretReach
{
    /// <summary>Whether somebody could who could not before: another host, no TLS, or any certificate.</summary>
    public static bool IsWider(ConnectionConfig before, ConnectionConfig after) =>
        !string.Equals(before.Host, after.Host, StringComparison.OrdinalIgnoreCase)
        || PortOf(before) != PortOf(after)
        || (before.UseHttps && !after.UseHttps)
        || (before.Trust != TlsTrust.Ignore && after.Trust == TlsTrust.Ignore);

    private static int PortOf(ConnectionConfig config) => config.Port ?? (config.UseHttps ? 443 : 80);
}
