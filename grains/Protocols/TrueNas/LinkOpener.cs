using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Events;
using NasOrleans.Protocols.TrueNas.Login;
using NasOrleans.Protocols.TrueNas.Negotiation;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas;

/// <summary>Opens a session: way, login, release, subscriptions.</summary>
internal sealed class LinkOpener(NasTarget target, bool acceptNew, INasListener listener, TimeProvider time)
{
    private Negotiator? _negotiator;

    /// <summary>The certificate that was shown, also when it was not believed.</summary>
    public string? Fingerprint => _negotiator?.Fingerprint;

    public async Task<Link> OpenAsync(TransportMode spoken, CancellationToken cancellationToken)
    {
        if (LoginRules.Objection(target.Config, target.Secrets) is { } objection) throw new LinkException(objection) { NotSent = true };
        var ears = new SessionEars(listener, time);
        _negotiator = new Negotiator(target, acceptNew, ears, time);
        var way = await _negotiator.FindAsync(spoken, cancellationToken);
        try
        {
            return await AgreeAsync(way, ears, cancellationToken);
        }
        catch (Exception exception)
        {
            await way.Session.DisposeAsync();
            // Said right after the login, it is the login that is not believed.
            if (exception is LinkException { NotLoggedIn: true }) throw new LinkException(LoginRules.Auth("The NAS does not know this login."), exception);
            throw;
        }
    }

    private async Task<Link> AgreeAsync(Way way, SessionEars ears, CancellationToken cancellationToken)
    {
        var session = way.Session;
        var login = await LoginFlow.RunAsync(session, target, way.Version, cancellationToken);
        if (session is WebSocketSession websocket) websocket.IsLoggedIn = true;
        var version = way.Version ?? await session.CallAsync(new WireCall("system.info"), Version, cancellationToken);
        if (session.Mode == TransportMode.JsonRpc) await session.CallAsync(new WireCall("core.set_options", """[{"legacy_jobs":true}]"""), _ => true, cancellationToken);
        await Task.WhenAll(EventRules.Subscriptions(version).Select(name => TrySubscribeAsync(session, name, cancellationToken)));
        return new Link
        {
            Session = session,
            Ears = ears,
            Version = version,
            Can = Capabilities.Of(version),
            Login = login,
            Transport = new LinkTransport
            {
                Mode = session.Mode,
                Endpoint = way.Endpoint,
                Tls = target.Config.UseHttps,
                Mechanism = login.Mechanism,
                Version = version.ToString(),
                LegacyReason = way.LegacyReason,
                ConnectedAt = time.GetUtcNow(),
                Fingerprint = way.Fingerprint,
            },
        };
    }

    private static NasVersion Version(JsonElement info) => NasVersion.TryParse(info.Text("version"), out var version)
        ? version
        : throw new LinkException(LinkError.Unsupported, LinkStage.Protocol, $"Nobody here knows TrueNAS {info.Text("version")}.");

    /// <summary>Events are a help: who may not have them is polled.</summary>
    private static async Task TrySubscribeAsync(ISession session, string name, CancellationToken cancellationToken)
    {
        try
        {
            await session.SubscribeAsync(name, cancellationToken);
        }
        catch (LinkException exception) when (exception.Answered)
        {
        }
    }
}
