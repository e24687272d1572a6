using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Tests.Wire;

/// <summary>A websocket client that knows nothing of TrueNAS but the shape of a message.</summary>
internal sealed class RawSocket : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _end = new(Patience, TimeProvider.System);
    private int _id;

    /// <summary>What came while an answer was waited for, and was not it.</summary>
    public List<JsonObject> Others { get; } = [];

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public static async Task<RawSocket> OpenAsync(Appliance nas, string path)
    {
        var raw = new RawSocket();
        raw._socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await raw._socket.ConnectAsync(new Uri($"{(nas.IsTls ? "wss" : "ws")}://{nas.Host}:{nas.Port}{path}"), Invoker(nas), raw._end.Token);
        return raw;
    }

    /// <summary>JSON-RPC, not logged in.</summary>
    public static Task<RawSocket> RpcAsync(Appliance nas) => OpenAsync(nas, "/api/current");

    /// <summary>Logged in with the key of the admin.</summary>
    public static async Task<RawSocket> AdminAsync(Appliance nas)
    {
        var raw = await RpcAsync(nas);
        Assert.Equal("SUCCESS", (await raw.LoginAsync(nas.UserName, nas.ApiKey))["response_type"]?.ToString());
        return raw;
    }

    public static async Task<RawSocket> LegacyAsync(Appliance nas)
    {
        var raw = await OpenAsync(nas, "/websocket");
        await raw.SendAsync(new JsonObject { ["msg"] = "connect", ["version"] = "1", ["support"] = new JsonArray("1"), ["features"] = new JsonArray() });
        Assert.Equal("connected", (await raw.ReceiveAsync())["msg"]?.ToString());
        return raw;
    }

    public static async Task<RawSocket> LegacyAdminAsync(Appliance nas)
    {
        var raw = await LegacyAsync(nas);
        Assert.True((await raw.LegacyCallAsync("auth.login", nas.UserName, nas.Password))["result"]?.GetValue<bool>());
        return raw;
    }

    public static HttpMessageInvoker Invoker(Appliance nas) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        // Names of the fleet are known to nobody: each leads to this machine.
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            var host = IPAddress.TryParse(context.DnsEndPoint.Host, out var address) ? address : IPAddress.Loopback;
            await socket.ConnectAsync(new IPEndPoint(host, context.DnsEndPoint.Port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown is X509Certificate2 certificate && certificate.RawData.AsSpan().SequenceEqual(nas.Certificate.RawData) },
    });

    public async Task<JsonObject> LoginAsync(string user, string key) => (JsonObject)(await CallAsync(
        "auth.login_ex", new JsonObject { ["mechanism"] = "API_KEY_PLAIN", ["username"] = user, ["api_key"] = key }))["result"]!;

    /// <summary>The whole answer to a JSON-RPC call.</summary>
    public async Task<JsonObject> CallAsync(string method, params JsonNode?[] arguments)
    {
        var id = $"{++_id}";
        await SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = new JsonArray(arguments) });
        return await AnswerAsync(id);
    }

    public async Task<JsonObject> LegacyCallAsync(string method, params JsonNode?[] arguments)
    {
        var id = $"{++_id}";
        await SendAsync(new JsonObject { ["id"] = id, ["msg"] = "method", ["method"] = method, ["params"] = new JsonArray(arguments) });
        return await AnswerAsync(id);
    }

    public async Task<JsonObject> AnswerAsync(string id)
    {
        while (true)
        {
            var message = await ReceiveAsync();
            if (message["id"]?.ToString() == id && message["collection"] is null) return message;
            Others.Add(message);
        }
    }

    /// <summary>The next message that fits, of those that came before as well.</summary>
    public async Task<JsonObject> NextAsync(Func<JsonObject, bool> fits)
    {
        while (true)
        {
            if (Others.Find(each => fits(each)) is { } found)
            {
                Others.Remove(found);
                return found;
            }
            Others.Add(await ReceiveAsync());
        }
    }

    public Task SendAsync(JsonNode message) => SendAsync(message.ToJsonString());

    public Task SendAsync(string text, WebSocketMessageType type = WebSocketMessageType.Text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), type, true, _end.Token);

    public async Task<JsonObject> ReceiveAsync() => (JsonObject)JsonNode.Parse(await ReceiveTextAsync() ?? throw new IOException($"closed: {CloseStatus}"))!;

    /// <summary>Null when the other side has closed.</summary>
    public async Task<string?> ReceiveTextAsync()
    {
        var buffer = new byte[256 * 1024];
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(length), _end.Token);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (part.EndOfMessage) return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }

    /// <summary>Waits until the other side has gone, whatever way.</summary>
    public async Task<WebSocketCloseStatus?> GoneAsync()
    {
        try
        {
            while (await ReceiveTextAsync() is not null)
            {
                // Only the end is of interest.
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
        return CloseStatus;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _end.Dispose();
        return ValueTask.CompletedTask;
    }
}
