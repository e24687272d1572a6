using System.Collections.Immutable;
using System.Net.WebSockets;
using NasOrleans.Protocols.TrueNas.Dialing;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Negotiation;

/// <summary>
/// Finds the best language that a NAS speaks: JSON-RPC where it names endpoints, else its older websocket, else REST.
/// Once it spoke one of them, a lesser one is not taken silently.
/// </summary>
internal sealed class Negotiator(NasTarget target, bool acceptNew, ISessionEvents events, TimeProvider time)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan KeepAliveLimit = TimeSpan.FromSeconds(20);

    private readonly Dialer _dialer = new(target.Config, acceptNew, time);

    /// <summary>The certificate that was shown last, also when it was not believed.</summary>
    public string? Fingerprint => _dialer.Fingerprint;

    private string Host => target.Config.Host;

    public async Task<Way> FindAsync(TransportMode spoken, CancellationToken cancellationToken)
    {
        var handler = _dialer.Handler();
        try
        {
            var front = new FrontDoor(handler, Host, _dialer.Port, target.Config.UseHttps, time);
            var answer = await front.VersionsAsync(cancellationToken);
            ImmutableArray<string> notes = [$"/api/versions: {answer.Note}"];
            if (VersionRules.Endpoint(answer.Names) is { } version)
            {
                var path = $"/api/{version}";
                var (socket, note) = await UpgradeAsync(front, path, cancellationToken);
                if (socket is not null) return WebSocket(socket, new JsonRpcDialect(), path, null, answer);
                notes = notes.Add($"{path}: {note}");
            }
            if (spoken == TransportMode.JsonRpc) throw Lesser("JSON-RPC", notes);
            var (legacy, refusal) = await UpgradeAsync(front, "/websocket", cancellationToken);
            if (legacy is not null) return await GreetedAsync(WebSocket(legacy, new LegacyDialect(), "/websocket", $"It has no JSON-RPC ({notes[0]}).", answer), cancellationToken);
            notes = notes.Add($"/websocket: {refusal}");
            if (spoken == TransportMode.LegacyWebSocket) throw Lesser("its websocket", notes);
            return await RestAsync(handler, front, answer, notes, cancellationToken);
        }
        catch
        {
            handler.Dispose();
            throw;
        }

        Way WebSocket(WebSocket socket, IDialect dialect, string path, string? reason, VersionAnswer answer)
        {
            // The upgraded connection lives on without its handler.
            handler.Dispose();
            return new Way
            {
                Session = new WebSocketSession(socket, dialect, Host, events, time),
                Endpoint = path,
                Version = VersionRules.Release(answer.Names),
                Fingerprint = _dialer.Fingerprint,
                LegacyReason = reason,
            };
        }
    }

    private async Task<Way> RestAsync(
        SocketsHttpHandler handler, FrontDoor front, VersionAnswer answer, ImmutableArray<string> notes, CancellationToken cancellationToken)
    {
        var (there, note) = await front.HasRestAsync(cancellationToken);
        if (!there) throw new LinkException(new LinkFault
        {
            Error = LinkError.Protocol,
            Stage = LinkStage.Protocol,
            Message = $"What answers at {Host}:{_dialer.Port} is no TrueNAS API, or hides it. {string.Join("; ", notes)}; /api/v2.0: {note}.",
        });
        return new Way
        {
            Session = new RestSession(handler, front, target.Config.UserName, target.Secrets, time),
            Endpoint = FrontDoor.RestRoot,
            Version = VersionRules.Release(answer.Names),
            Fingerprint = _dialer.Fingerprint,
            LegacyReason = $"Only REST works ({string.Join("; ", notes)}).",
        };
    }

    private static async Task<Way> GreetedAsync(Way way, CancellationToken cancellationToken)
    {
        try
        {
            await ((WebSocketSession)way.Session).GreetAsync(cancellationToken);
            return way;
        }
        catch
        {
            await way.Session.DisposeAsync();
            throw;
        }
    }

    /// <summary>A websocket, or the words for why there is none; what keeps from asking at all is thrown.</summary>
    private async Task<(WebSocket? Socket, string Note)> UpgradeAsync(FrontDoor front, string path, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = KeepAlive;
        socket.Options.KeepAliveTimeout = KeepAliveLimit;
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Host", front.HostHeader);
        try
        {
            await Stages.WithinAsync(LinkStage.Protocol, Stages.Protocol, $"{Host} does not answer the greeting of a websocket.", time, async token =>
            {
                await socket.ConnectAsync(front.Address("ws", path), front.Invoker, token);
                return true;
            }, cancellationToken);
            return (socket, "");
        }
        catch (WebSocketException exception)
        {
            var status = (int)socket.HttpStatusCode;
            socket.Dispose();
            if (status == 0) throw DialErrors.Unwrapped(exception, LinkStage.Protocol, Host);
            if (status is 502 or 503 or 504) throw new LinkException(WireErrorRules.OfStatus(path, status, null).Fault with { Stage = LinkStage.Protocol });
            return (null, $"HTTP {status}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private LinkException Lesser(string language, ImmutableArray<string> notes) => new(
        LinkError.Protocol, LinkStage.Protocol,
        $"{Host} spoke {language} before and does not now. A lesser way is not taken unasked; save the connection again to allow it. {string.Join("; ", notes)}.");
}
