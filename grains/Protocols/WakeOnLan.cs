using System.Collections.Immutable;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace NasOrleans.Protocols;

/// <summary>Wakes machines by their network cards: six bytes of ones, then the card's address sixteen times, sent to all that are near.</summary>
internal sealed class WakeOnLan(TimeProvider time)
{
    private const int Port = 9;
    private const int Times = 3;
    private const int Repeats = 16;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>Sends to each card three times; packets get lost and nobody answers. How many went out, or the reason why none did.</summary>
    public async Task<WakeOutcome> SendAsync(IReadOnlyList<string> cards, string? broadcast, CancellationToken cancellationToken)
    {
        if (Objection(cards, broadcast) is { } objection) return new(0, objection);
        var packets = cards.Select(card => Packet(Parse(card)!)).ToArray();
        var places = PlacesOf(broadcast);
        var (sent, reason) = (0, default(string));
        for (var round = 0; round < Times; round++)
        {
            if (round > 0) await Task.Delay(Between, time, cancellationToken);
            foreach (var place in places)
            {
                try
                {
                    using var socket = new Socket(place.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { EnableBroadcast = place.AddressFamily == AddressFamily.InterNetwork };
                    foreach (var packet in packets)
                    {
                        await socket.SendToAsync(packet, place, cancellationToken);
                        sent++;
                    }
                }
                catch (SocketException exception)
                {
                    reason = $"Nothing can be sent to {place}: {exception.SocketErrorCode}.";
                }
            }
        }

        return new(sent, sent > 0 ? null : reason);
    }

    /// <summary>What is wrong with these addresses; null when nothing is.</summary>
    public static string? Objection(IReadOnlyList<string> cards, string? broadcast)
    {
        if (cards.Count == 0) return "No network card is known that could be woken.";
        if (cards.FirstOrDefault(card => Parse(card) is null) is { } odd) return $"'{odd}' is not the address of a network card, such as 00:11:22:aa:bb:cc.";
        return broadcast is null || Place(broadcast) is not null ? null : $"'{broadcast}' is not a broadcast address, such as 192.168.1.255 or 192.168.1.255:7.";
    }

    public static byte[] Packet(PhysicalAddress card) =>
        [.. Enumerable.Repeat((byte)0xFF, 6), .. Enumerable.Repeat(card.GetAddressBytes(), Repeats).SelectMany(bytes => bytes)];

    /// <summary>One card, in whatever way people write it; not all of them and not a group.</summary>
    public static PhysicalAddress? Parse(string text)
    {
        var digits = text.Trim().Replace(":", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        if (digits.Length != 12 || !digits.All(char.IsAsciiHexDigit)) return null;
        var bytes = Convert.FromHexString(digits);
        return (bytes[0] & 1) != 0 || bytes.All(value => value == 0) ? null : new PhysicalAddress(bytes);
    }

    private static IPEndPoint? Place(string text) =>
        IPEndPoint.TryParse(text, out var place) && !place.Address.Equals(IPAddress.Any) && !place.Address.Equals(IPAddress.IPv6Any)
            ? new(place.Address, place.Port == 0 ? Port : place.Port)
            : null;

    // The general broadcast address leaves by one interface alone: each network that this machine is in gets its own.
    private static ImmutableArray<IPEndPoint> PlacesOf(string? broadcast) => broadcast is not null ? [Place(broadcast)!] :
    [
        new(IPAddress.Broadcast, Port),
        .. from card in NetworkInterface.GetAllNetworkInterfaces()
           where card is { OperationalStatus: OperationalStatus.Up, NetworkInterfaceType: not NetworkInterfaceType.Loopback }
           from address in card.GetIPProperties().UnicastAddresses
           where address.Address.AddressFamily == AddressFamily.InterNetwork && address.PrefixLength is > 0 and < 31
           select new IPEndPoint(BroadcastOf(address.Address, address.PrefixLength), Port),
    ];

    private static IPAddress BroadcastOf(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < 32; bit++) bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
        return new(bytes);
    }
}

/// <summary>How many packets went out, and if none, why.</summary>
internal sealed record WakeOutcome(int Packets, string? Objection);
