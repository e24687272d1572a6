using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NasOrleans.Tests.Nut;

/// <summary>A bare connection to upsd, beside whatever is tested: says lines, and reads when asked to.</summary>
public sealed class UpsdSocket : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly StreamReader _reader;

    private UpsdSocket(int port)
    {
        _socket.Connect(IPAddress.Loopback, port);
        _reader = new StreamReader(new NetworkStream(_socket), Encoding.UTF8);
    }

    public static UpsdSocket Open(int port) => new(port);

    public Task SayAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Null once the server has closed the connection.</summary>
    public async Task<string?> LineAsync()
    {
        try
        {
            return await _reader.ReadLineAsync();
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async Task<string?> AskAsync(string question)
    {
        await SayAsync(question + "\n");
        return await LineAsync().WaitAsync(Limit, TimeProvider.System);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _socket.Dispose();
    }
}
