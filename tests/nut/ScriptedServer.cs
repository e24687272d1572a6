using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NasOrleans.Tests.Nut;

/// <summary>A server that answers as a test says, for what no real one does. VER is answered by itself unless told otherwise.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, byte[]?> _answer;
    private readonly Task _accepting;
    private readonly ConcurrentBag<Socket> _sockets = [];

    /// <param name="answer">The answer to a line, as it goes onto the wire; null says nothing.</param>
    public ScriptedServer(Func<string, byte[]?> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public ScriptedServer(Func<string, string?> answer) : this(line => answer(line) is { } text ? Encoding.UTF8.GetBytes(text) : null) { }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<string> Heard { get; } = new();

    public int Connections => _sockets.Count;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        foreach (var socket in _sockets) socket.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                _sockets.Add(socket);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using var reader = new StreamReader(new NetworkStream(socket), Encoding.UTF8);
            while (await reader.ReadLineAsync() is { } line)
            {
                Heard.Enqueue(line);
                if ((_answer(line) ?? (line == "VER" ? "scripted 1.0\n"u8.ToArray() : null)) is { } answer) await socket.SendAsync(answer);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // The client left.
        }
    }
}
