using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Auth;
using NasOrleans.Simulators.TrueNas.Events;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Transports.Sockets;

/// <summary>What both websocket protocols share: reading whole messages, their limits, the idle cut, and how many calls run.</summary>
internal abstract class SocketConversation(Session session, HttpContext http) : IEventSink
{
    private const int AnonymousLimit = 8192;
    private const int Limit = 65_536;
    private const int HardLimit = 2 * 1024 * 1024;
    private readonly CallGate _gate = new();
    private Outbox? _outbox;
    private int _calls;

    protected Session Session { get; } = session;

    protected Appliance Nas => Session.Appliance;

    public async Task RunAsync()
    {
        if (await Upgrade.AcceptAsync(http, Nas.Time) is not { } opened) return;
        using var socket = opened.Socket;
        await using var stream = opened.Stream;
        _outbox = new Outbox(socket, stream, Nas.Faults, http.Abort);
        using var subscriptions = Session.Subscriptions = new Subscriptions(Session, this);
        using var idle = new IdleCut(stream, Nas.IdleCut, Nas.Time, CutWhenIdle);
        try
        {
            if (Nas.Faults.Has(Fault.AddressNotAllowed)) await CloseAsync(WebSocketCloseStatus.PolicyViolation, "You are not allowed to access this resource");
            await ReadAllAsync(socket);
        }
        catch (Exception gone) when (Outbox.IsGone(gone))
        {
            // The other side has left without a goodbye.
        }
    }

    public abstract void Tell(string collection, Happening happening);

    public abstract void Ended(string collection, string subscription, MethodError? error);

    protected abstract Task HearAsync(JsonNode? message);

    /// <summary>What was said is not JSON.</summary>
    protected abstract Task HearNonsenseAsync();

    protected void Say(JsonObject message) => _outbox!.Post(message);

    protected Task CloseAsync(WebSocketCloseStatus status, string reason) => _outbox!.CloseAsync(status, reason);

    /// <summary>Runs a call beside the reading; false when there are too many already.</summary>
    protected bool TryRun(Func<Task> call)
    {
        if (!_gate.TryEnter()) return false;
        _ = RunOneAsync(call);
        return true;
    }

    private async Task RunOneAsync(Func<Task> call)
    {
        try
        {
            await _gate.StartAsync(Session.Gone);
            // Every second answer comes late, after the next one.
            if (Nas.Faults.Has(Fault.OutOfOrder) && Interlocked.Increment(ref _calls) % 2 == 1) await Task.Delay(TimeSpan.FromMilliseconds(100), Nas.Time, Session.Gone);
            try
            {
                await call();
            }
            finally
            {
                _gate.Finish();
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ended before the call did.
        }
        finally
        {
            _gate.Leave();
        }
    }

    private async Task ReadAllAsync(WebSocket socket)
    {
        var buffer = new byte[1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(HardLimit + 1, buffer.Length * 4));
                part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += part.Count;
                if (length > HardLimit)
                {
                    await CloseAsync(WebSocketCloseStatus.MessageTooBig, "Message is too big");
                    return;
                }
            }
            while (!part.EndOfMessage);

            if (part.MessageType == WebSocketMessageType.Close)
            {
                await CloseAsync(WebSocketCloseStatus.NormalClosure, "");
                return;
            }
            if (part.MessageType == WebSocketMessageType.Binary)
            {
                await CloseAsync(WebSocketCloseStatus.InvalidMessageType, "Binary messages are not supported");
                continue;
            }
            await HearAsync(buffer.AsMemory(0, length));
            if (buffer.Length > 16 * 1024) buffer = new byte[1024];
        }
    }

    private async Task HearAsync(ReadOnlyMemory<byte> text)
    {
        if (Nas.Faults.Has(Fault.Deaf)) return;
        var length = text.Length > AnonymousLimit ? Encoding.UTF8.GetCharCount(text.Span) : text.Length;
        if (Session.Login is null && length > AnonymousLimit)
        {
            await CloseAsync(WebSocketCloseStatus.InvalidPayloadData, "Anonymous connection max message length is 8 kB");
            return;
        }
        JsonNode? message;
        try
        {
            message = JsonNode.Parse(text.Span, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            await HearNonsenseAsync();
            return;
        }
        if (length > Limit && Nas.Release >= Release.Scale2410 && !MayBeLong(message))
        {
            await CloseAsync(WebSocketCloseStatus.MessageTooBig, "Max message length is 64 kB");
            return;
        }
        await HearAsync(message);
    }

    private static bool MayBeLong(JsonNode? message) =>
        message is JsonObject call && call["method"] is JsonValue name && name.TryGetValue(out string? text) && text is "filesystem.file_receive" or "failover.datastore.sql";

    private void CutWhenIdle()
    {
        if (!Nas.Faults.Has(Fault.NoIdleCut)) http.Abort();
    }
}
