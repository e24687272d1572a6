using System.Globalization;

namespace NasOrleans.Api.Connections;

/// <summary>What is wrong with a host that somebody wrote, in one sentence.</summary>
internal static class HostFault
{
    private const int MaxPort = 65535;
    private const string Form = "A host is a DNS name or an IP address, with a port if need be (nas.example:444), without scheme or path.";

    public static string Of(string? text)
    {
        var host = (text ?? "").Trim();
        if (host.Length == 0) return Form;
        if (host.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme) return $"Leave out {host[..(scheme + 3)]}: a host is a name or an address alone.";
        if (host.Contains('/', StringComparison.Ordinal)) return "Leave out the path: a host ends before the first /.";
        var colon = host.LastIndexOf(':');
        // More than one colon is an IPv6 address, whose last part is no port unless it is in brackets.
        if (colon < 0 || host.EndsWith(']') || (host.IndexOf(':', StringComparison.Ordinal) != colon && host[colon - 1] != ']')) return Form;
        var port = host[(colon + 1)..];
        if (port.Length == 0 || !port.All(char.IsAsciiDigit)) return $"'{port}' is not a port: it is a number from 1 to {MaxPort}.";
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > MaxPort) return $"Port {port} is above {MaxPort}.";
        return number == 0 ? $"Port 0 is below 1: a port is 1 to {MaxPort}." : Form;
    }
}
