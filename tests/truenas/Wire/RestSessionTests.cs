using System.Net;
using System.Net.Sockets;
using System.Text;
using NasOrleans.Protocols;
using NasOrleans.Protocols.TrueNas.Negotiation;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Tests.TrueNas.Wire;

public sealed class RestSessionTests
{
    [Theory]
    [InlineData("200 OK", 48, LinkError.Protocol, false)]
    [InlineData("502 Bad Gateway", 16, LinkError.Connection, true)]
    public async Task Answer_WithoutEnd_IsNotTaken(string status, int megabytes, LinkError error, bool answered)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var sending = FloodAsync(listener, status);
        var handler = new SocketsHttpHandler();
        await using var session = new RestSession(
            handler, new FrontDoor(handler, "127.0.0.1", port, tls: false, TimeProvider.System), "root", new ConnectionSecrets { Password = new("secret") }, TimeProvider.System);

        var failure = await Record.ExceptionAsync(() => session.CallAsync(new WireCall("system.state"), answer => answer.GetRawText(), CancellationToken.None));

        var told = Assert.IsType<LinkException>(failure);
        Assert.Equal((error, answered), (told.Fault.Error, told.Answered));
        Assert.InRange(await sending, 0, megabytes << 20);
    }

    /// <summary>How much went out before the other side hung up, with what the kernel had under way.</summary>
    private static async Task<int> FloodAsync(TcpListener listener, string status)
    {
        const int most = 128 << 20;
        using var caller = await listener.AcceptTcpClientAsync();
        var stream = caller.GetStream();
        var chunk = new byte[64 * 1024];
        var sent = await stream.ReadAsync(chunk) > 0 ? 0 : most;
        Array.Fill(chunk, (byte)' ');
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"));
            for (; sent < most; sent += chunk.Length) await stream.WriteAsync(chunk);
        }
        catch (IOException)
        {
        }
        return sent;
    }
}
