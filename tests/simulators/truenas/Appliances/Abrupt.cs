using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace NasOrleans.Simulators.TrueNas.Appliances;

/// <summary>Ends a connection as a machine does that has lost its power: a reset, no goodbye.</summary>
internal static class Abrupt
{
    public static void End(ConnectionContext connection)
    {
        try
        {
            if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket) socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It had ended before.
        }
        connection.Abort(new ConnectionAbortedException("The simulated NAS ended it."));
    }
}
