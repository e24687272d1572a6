using System.Net;
using System.Net.Sockets;
using NasOrleans.Simulators.Ups.Server;

namespace NasOrleans.Simulators.Ups.Wire;

/// <summary>The port of a server, which can be closed and opened again.</summary>
internal sealed class Listener
{
    // As in upsd: a burst of connections that is larger waits for a second.
    private const int Backlog = 16;
    private readonly NutServer _server;
    private readonly Lock _lock = new();
    private Socket? _socket;

    public Listener(NutServer server, int port)
    {
        (_server, Port) = (server, port);
        Open();
    }

    public int Port { get; private set; }

    public void Open()
    {
        lock (_lock)
        {
            if (_socket is not null) return;
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, Port));
            _socket.Listen(Backlog);
            Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
            _ = AcceptAsync(_socket);
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _socket?.Dispose();
            _socket = null;
        }
    }

    private async Task AcceptAsync(Socket listening)
    {
        while (true)
        {
            try
            {
                var socket = await listening.AcceptAsync();
                socket.NoDelay = !_server.Options.Nagle;
                _server.Welcome(new NutClient(_server, socket));
            }
            catch (Exception closed) when (closed is ObjectDisposedException || !IsOpen(listening))
            {
                return;
            }
            catch (SocketException)
            {
                // That client was gone before it was let in.
            }
        }
    }

    private bool IsOpen(Socket listening)
    {
        lock (_lock) return ReferenceEquals(_socket, listening);
    }
}
