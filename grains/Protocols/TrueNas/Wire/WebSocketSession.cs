using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Dialing;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Wire;

/// <summary>
/// A session over a websocket, in either language. One loop reads; answers find their call by number, in whatever order they come.
/// While nothing comes it holds no buffer: thousands of these wait at the same time.
/// </summary>
internal sealed class WebSocketSession : ISession
{
    public const long GreetingId = 0;
    private const int MaxInFlight = 8;
    private const int MaxSent = 64 * 1024;
    private const int MaxSentBeforeLogin = 8 * 1024;

    private readonly WebSocket _socket;
    private readonly IDialect _dialect;
    private readonly string _host;
    private readonly ISessionEvents _events;
    private readonly TimeProvider _time;
    private readonly Dictionary<long, PendingCall> _pending = [];
    private readonly SemaphoreSlim _slots = new(MaxInFlight);
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _reading;
    private long _lastId = GreetingId;
    private int _disposed;

    public WebSocketSession(WebSocket socket, IDialect dialect, string host, ISessionEvents events, TimeProvider time)
    {
        (_socket, _dialect, _host, _events, _time) = (socket, dialect, host, events, time);
        _reading = ReadAsync();
    }

    public TransportMode Mode => _dialect.Mode;

    public LinkFault? Ended { get; private set; }

    /// <summary>Set when the login is through: longer messages are taken from then on.</summary>
    public bool IsLoggedIn { get; set; }

    /// <summary>Messages that meant nothing to us.</summary>
    public int Ignored { get; private set; }

    public Task GreetAsync(CancellationToken cancellationToken) =>
        ExchangeAsync("connect", null, GreetingId, (json, _) => _dialect.WriteGreeting(json), _ => true, cancellationToken);

    public Task<T> CallAsync<T>(WireCall call, Func<JsonElement, T> read, CancellationToken cancellationToken) => ExchangeAsync(
        call.Method, call.Limit, Interlocked.Increment(ref _lastId), (json, id) => _dialect.WriteCall(json, id, call), read, cancellationToken);

    public async Task<string?> SubscribeAsync(string name, CancellationToken cancellationToken) => await ExchangeAsync(
        name, null, Interlocked.Increment(ref _lastId), (json, id) => _dialect.WriteSubscribe(json, id, name), answer => answer.AsText(), cancellationToken);

    public async Task UnsubscribeAsync(string subscription, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answered = false;
        var message = Written(json => answered = _dialect.WriteUnsubscribe(json, id, subscription));
        var call = new PendingCall<bool>("core.unsubscribe", _ => true);
        if (answered) Add(id, call);
        await SendAsync(message, "core.unsubscribe", Stages.Call, cancellationToken);
        if (answered) await WaitAsync(call.Task, id, Stages.Call, "core.unsubscribe", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        End(new LinkFault { Error = LinkError.Connection, Stage = LinkStage.Read, Message = "We ended the session." }, tell: false);
        await _ending.CancelAsync();
        // A close that waits for its answer would hang on a NAS that is gone.
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _ending.Dispose();
    }

    private async Task<T> ExchangeAsync<T>(
        string method, TimeSpan? limit, long id, Action<Utf8JsonWriter, long> write, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        var message = Written(json => write(json, id));
        Guard(method, message.WrittenCount);
        await _slots.WaitAsync(cancellationToken);
        try
        {
            var call = new PendingCall<T>(method, read);
            Add(id, call);
            var started = _time.GetTimestamp();
            var all = limit ?? Stages.Call;
            await SendAsync(message, method, all, cancellationToken);
            var left = all - _time.GetElapsedTime(started);
            return await WaitAsync(call.Task, id, left > TimeSpan.Zero ? left : TimeSpan.Zero, method, cancellationToken);
        }
        finally
        {
            Remove(id);
            _slots.Release();
        }
    }

    private async Task<T> WaitAsync<T>(Task<T> answer, long id, TimeSpan limit, string method, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.WaitAsync(limit, _time, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new LinkException(LinkError.Timeout, LinkStage.Read, $"{_host} did not answer {method} within {limit.TotalSeconds:0.#} s.", exception);
        }
        finally
        {
            Remove(id);
        }
    }

    private void Guard(string method, int length)
    {
        var most = IsLoggedIn ? MaxSent : MaxSentBeforeLogin;
        if (length > most) throw new LinkException(LinkError.Validation, LinkStage.Command, $"{method} takes {length} bytes; the NAS takes {most}.") { NotSent = true };
    }

    private void Add(long id, PendingCall call)
    {
        lock (_pending)
        {
            if (Ended is { } fault) throw new LinkException(fault) { NotSent = true };
            _pending[id] = call;
        }
    }

    private PendingCall? Remove(long id)
    {
        lock (_pending) return _pending.Remove(id, out var call) ? call : null;
    }

    private async Task SendAsync(ArrayBufferWriter<byte> message, string method, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, _time);
        await TurnAsync(method, deadline.Token, cancellationToken);
        try
        {
            // Not with the caller's token: a send that is given up half-way breaks the session for all others, and ends it.
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _ending.Token);
            await _socket.SendAsync(message.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, either.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Whoever sends may find it broken before the one who reads.
            End(deadline.IsCancellationRequested ? Clogged(method) : Closed, tell: true);
            throw new LinkException(Ended!, exception);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task TurnAsync(string method, CancellationToken deadline, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancellationToken);
        try
        {
            await _sending.WaitAsync(either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LinkException(Clogged(method), exception) { NotSent = true };
        }
    }

    private LinkFault Closed => WireErrorRules.OfClose(_host, (int?)_socket.CloseStatus, _socket.CloseStatusDescription);

    private LinkFault Clogged(string method) =>
        new() { Error = LinkError.Timeout, Stage = LinkStage.Read, Message = $"{_host} took no more of what was sent to it; {method} did not get through." };

    private async Task ReadAsync()
    {
        var reader = new MessageReader(_socket);
        try
        {
            while (await reader.NextAsync(Take, _ending.Token)) { }
            End(Closed, tell: true);
        }
        catch (LinkException exception)
        {
            End(exception.Fault, tell: true);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            End(Broken(exception), tell: true);
        }
    }

    private LinkFault Broken(Exception exception) => exception is WebSocketException { WebSocketErrorCode: WebSocketError.Faulted or WebSocketError.InvalidMessageType } and { InnerException: null }
        ? new LinkFault { Error = LinkError.Protocol, Stage = LinkStage.Protocol, Message = $"{_host} sent what is no websocket message." }
        : Closed;

    private void Take(JsonElement message)
    {
        var incoming = _dialect.Read(message);
        switch (incoming.Kind)
        {
            case IncomingKind.Answer:
                Remove(incoming.Id)?.Complete(incoming.Body);
                break;
            case IncomingKind.Error:
                if (Remove(incoming.Id) is { } call) call.Fail(_dialect.Error(call.Method, incoming.Body));
                break;
            case IncomingKind.Event:
                _events.Told(incoming.Collection, incoming.Change, incoming.Body);
                break;
            default:
                Ignored++;
                break;
        }
    }

    private void End(LinkFault fault, bool tell)
    {
        PendingCall[] lost;
        lock (_pending)
        {
            if (Ended is not null) return;
            Ended = fault;
            lost = [.. _pending.Values];
            _pending.Clear();
        }
        foreach (var call in lost) call.Fail(new LinkException(fault));
        if (!tell) return;
        _events.Ended(fault);
        _socket.Abort();
    }

    private static ArrayBufferWriter<byte> Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        write(json);
        json.Flush();
        return buffer;
    }
}
