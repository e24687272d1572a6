using System.Globalization;
using System.Net;

namespace NasOrleans.Simulators.TrueNas.Hosting;

/// <summary>Which loopback address or host name belongs to which system.</summary>
internal static class Addresses
{
    private const int PerBlock = 250;

    public static string HostName(string name) => $"{name}.sim.test";

    /// <summary>127.16.0.1, 127.16.0.2 ... 127.16.0.250, 127.16.1.1 ...</summary>
    public static IPAddress Of(int number) => new([127, (byte)(16 + number / (PerBlock * PerBlock)), (byte)(number / PerBlock % PerBlock), (byte)(1 + number % PerBlock)]);

    /// <summary>The number behind an address; -1 for one that is not of the fleet.</summary>
    public static int NumberOf(IPAddress address)
    {
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return bytes is [127, >= 16, < PerBlock, >= 1 and <= PerBlock] ? ((bytes[1] - 16) * PerBlock + bytes[2]) * PerBlock + bytes[3] - 1 : -1;
    }

    /// <summary>The number in "nas-0012.sim.test"; -1 for any other name.</summary>
    public static int NumberOf(string? hostName)
    {
        var first = hostName?.Split('.')[0] ?? "";
        return first.StartsWith("nas-", StringComparison.OrdinalIgnoreCase) && int.TryParse(first.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
