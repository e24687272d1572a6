using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace NasOrleans.Power.Runs.Targets.Hosts;

/// <summary>Our own end of the way to a host. A switch that lost its power makes everything behind it look dark.</summary>
internal static class OwnNetwork
{
    /// <summary>Why nothing can be heard of that host from here; null when our end is well. Nothing is sent.</summary>
    public static async Task<string?> ObjectionAsync(string host, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Dgram, ProtocolType.Udp);
        try
        {
            await socket.ConnectAsync(host, port: 9, cancellationToken);
        }
        catch (SocketException exception)
        {
            return $"From here no way leads to {host}: {exception.SocketErrorCode}";
        }

        var ours = ((System.Net.IPEndPoint)socket.LocalEndPoint!).Address;
        if (ours.IsIPv4MappedToIPv6) ours = ours.MapToIPv4();
        var card = NetworkInterface.GetAllNetworkInterfaces().FirstOrDefault(each => each.GetIPProperties().UnicastAddresses.Any(address => address.Address.Equals(ours)));
        return card is { OperationalStatus: OperationalStatus.Down or OperationalStatus.LowerLayerDown } ? $"Our own network card {card.Name} has no link" : null;
    }
}
