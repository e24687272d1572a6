using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NasOrleans.Systems.Connections;

/// <summary>Where a NAS is, as people write it: <c>nas.example</c>, <c>nas.example:444</c>, <c>10.0.0.5</c>, <c>fd00::5</c>, <c>[fd00::5]:444</c>.</summary>
public readonly record struct NasAddress(string Host, int? Port)
{
    private const int MaxHost = 253;

    public static bool TryParse(string? text, out NasAddress address)
    {
        var trimmed = (text ?? "").Trim();
        address = new(trimmed, null);
        if (!trimmed.StartsWith('[') && IPAddress.TryParse(trimmed, out var whole) && whole.AddressFamily is AddressFamily.InterNetworkV6) return IsHost(trimmed);

        var colon = trimmed.LastIndexOf(':');
        if (colon >= 0 && !trimmed.EndsWith(']'))
        {
            if (!int.TryParse(trimmed.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535) return false;
            address = new(trimmed[..colon], port);
        }

        if (address.Host is not ['[', .., ']']) return IsHost(address.Host) && !address.Host.Contains(':', StringComparison.Ordinal);
        address = address with { Host = address.Host[1..^1] };
        return IPAddress.TryParse(address.Host, out var ip) && ip.AddressFamily is AddressFamily.InterNetworkV6;
    }

    private static bool IsHost(string host) => host.Length is > 0 and <= MaxHost && Uri.CheckHostName(host) != UriHostNameType.Unknown;
}
