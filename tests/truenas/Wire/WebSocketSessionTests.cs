using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using NasOrleans.Protocols;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Tests.TrueNas.Wire;

public sealed class WebSocketSessionTests
{
    [Fact]
    public async Task Call_ThatTheOtherSideDoesNotTake_EndsTheSessionAtItsLimit()
    {
        var time = new ManualTimeProvider();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Server.ReceiveBufferSize = 4096;
        listener.Start();
        using var client = new TcpClient { SendBufferSize = 4096 };
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var deaf = await listener.AcceptTcpClientAsync();
        await using var session = new WebSocketSession(
            WebSocket.CreateFromStream(client.GetStream(), new WebSocketCreationOptions()), new JsonRpcDialect(), "nas", new NoEars(), time);
        session.IsLoggedIn = true;
        var large = $"[\"{new string('x', 60_000)}\"]";

        var calls = Enumerable.Range(0, 8).Select(_ => Record.ExceptionAsync(
            () => session.CallAsync(new WireCall("core.ping", large), _ => true, CancellationToken.None))).ToArray();
        await Eventually.IsTrue(time, TimeSpan.FromSeconds(1), () => calls.All(call => call.IsCompleted));

        Assert.NotNull(session.Ended);
        var faults = (await Task.WhenAll(calls)).Select(each => Assert.IsType<LinkException>(each).Fault).ToArray();
        Assert.Contains(faults, fault => fault.Error == LinkError.Timeout);
        Assert.True(Assert.IsType<LinkException>(await Record.ExceptionAsync(
            () => session.CallAsync(new WireCall("core.ping"), _ => true, CancellationToken.None))).NotSent);
    }

    private sealed class NoEars : ISessionEvents
    {
        public void Told(string collection, string kind, JsonElement fields) { }

        public void Ended(LinkFault fault) { }
    }
}
