using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Network;

namespace NasOrleans.Simulators.TrueNas.Hosting;

/// <summary>Hears Wake on LAN for the whole fleet: a magic packet powers on the system that has the address in it.</summary>
internal sealed class WakeListener : IAsyncDisposable
{
    private readonly UdpClient _udp;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _hearing;

    public WakeListener(int port, ImmutableArray<Appliance> systems)
    {
        _udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, port));
        _hearing = HearAsync(systems);
    }

    public int Port => ((IPEndPoint)_udp.Client.LocalEndPoint!).Port;

    /// <summary>The address in a magic packet: six times ff, then sixteen times the address; null when it is none.</summary>
    public static string? Read(ReadOnlySpan<byte> packet)
    {
        var at = packet.IndexOf(Header);
        if (at < 0 || packet.Length < at + 6 + 16 * 6) return null;
        var address = packet.Slice(at + 6, 6);
        for (var time = 1; time < 16; time++)
        {
            if (!packet.Slice(at + 6 + time * 6, 6).SequenceEqual(address)) return null;
        }
        return string.Join(':', address.ToArray().Select(each => each.ToString("x2")));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _hearing;
        _udp.Dispose();
        _stop.Dispose();
    }

    private static ReadOnlySpan<byte> Header => [0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

    private async Task HearAsync(ImmutableArray<Appliance> systems)
    {
        try
        {
            while (true)
            {
                var packet = await _udp.ReceiveAsync(_stop.Token);
                if (Read(packet.Buffer) is not { } address) continue;
                foreach (var nas in systems.Where(nas => NetworkLink.Of(nas).Any(link => link.Mac == address))) nas.PowerOn();
            }
        }
        catch (OperationCanceledException)
        {
            // The fleet is going.
        }
    }
}
