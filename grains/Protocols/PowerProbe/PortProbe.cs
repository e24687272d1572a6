using System.Net.Sockets;
using NasOrleans.Power.Sources;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.PowerProbe;

/// <summary>Whether somebody takes a connection; not a word is said over it.</summary>
internal static class PortProbe
{
    public static async Task<ContactFault?> CheckAsync(ProbeConfig probe, CancellationToken cancellationToken)
    {
        if (!NasAddress.TryParse(probe.Target, out var address) || address.Port is not { } port) return ProbeFaults.Of(ContactFaultKind.Protocol, $"'{probe.Target}' is not host:port.");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, port, cancellationToken);
        return null;
    }
}
