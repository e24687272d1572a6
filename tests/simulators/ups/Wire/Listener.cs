using System.Net;
using System.Net.Sockets;
using NasOrleans.Simulators.Ups.Server;

namespace NasOrleans.Simulators.Ups.Wire;

/// <summary>The port of a server, which can be closed and opened again. Closed it stays taken, so that nobody else gets it meanwhile.</summary>
internal sealed class Listener : IDisposable
{
    // As in upsd: a burst of connections that is larger waits for a second.
    private const int Backlog = 16;
    private readonly NutServer _server;
    private readonly Lock _lock = new();
    private Socket _socket;
    private bool _isOpen;

    public Listener(NutServer server, int port)
    {
        (_server, _socket) = (server, Take(port));
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        Open();
    }

    public int Port { get; }

    public void Open()
    {
        lock (_lock)
        {
            if (_isOpen) return;
            _isOpen = true;
            _socket.Listen(Backlog);
            _ = AcceptAsync(_socket);
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            if (!_isOpen) return;
            _isOpen = false;
            _socket.Dispose();
            _socket = Take(Port);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isOpen = false;
            _socket.Dispose();
        }
    }

    private static Socket Take(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
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
        lock (_lock) return _isOpen && ReferenceEquals(_socket, listening);
    }
}
