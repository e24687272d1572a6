using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace NasOrleans.Simulators.TrueNas.Transports.Sockets;

/// <summary>The opening handshake of a websocket (RFC 6455), by hand: the stream below it is needed to break things.</summary>
internal static class Upgrade
{
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Null when the request does not ask for a websocket; it is answered then.</summary>
    public static async Task<(WebSocket Socket, WatchedStream Stream)?> AcceptAsync(HttpContext http, TimeProvider time)
    {
        var request = http.Request;
        var feature = http.Features.Get<IHttpUpgradeFeature>();
        var key = request.Headers.SecWebSocketKey.ToString();
        if (feature?.IsUpgradableRequest != true || request.Headers.Upgrade != "websocket" || request.Headers.SecWebSocketVersion != "13" || key.Length == 0)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsync("No WebSocket UPGRADE hdr: None\n Can \"Upgrade\" only to \"WebSocket\".");
            return null;
        }
        // The protocol says SHA-1.
#pragma warning disable CA5350
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic)));
#pragma warning restore CA5350
        http.Response.StatusCode = StatusCodes.Status101SwitchingProtocols;
        http.Response.Headers.Connection = "Upgrade";
        http.Response.Headers.Upgrade = "websocket";
        http.Response.Headers.SecWebSocketAccept = accept;
        var stream = new WatchedStream(await feature.UpgradeAsync(), time);
        return (WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = Timeout.InfiniteTimeSpan }), stream);
    }
}
