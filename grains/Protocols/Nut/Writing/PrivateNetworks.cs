using System.Net;
using System.Net.Sockets;

namespace NasOrleans.Protocols.Nut.Writing;

/// <summary>Where credentials may go in the open: this machine, and addresses that no public network carries.</summary>
internal static class PrivateNetworks
{
    private static readonly IPNetwork[] All =
    [
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    public static bool Hold(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return All.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress(plain.GetAddressBytes()) : plain));
    }
}
