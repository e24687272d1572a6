using NasOrleans.Protocols.TrueNas.Login;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas;

internal sealed class TrueNasFactory(TimeProvider time, ISmartShell? shell = null) : INasFactory
{
    private static readonly TimeSpan TestLimit = TimeSpan.FromSeconds(9);

    public INas Create(NasTarget target, INasListener listener) => new TrueNasNas(target, listener, shell, time);

    public async Task<ConnectionTest> TestAsync(NasTarget target, bool acceptNew, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(TestLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var opener = new LinkOpener(target, acceptNew, new Deaf(), time);
        var test = new ConnectionTest();
        try
        {
            await using var link = await opener.OpenAsync(TransportMode.Negotiating, either.Token);
            test = test with { Transport = link.Transport with { Connected = true } };
            test = test with { HostName = await link.Session.CallAsync(new WireCall("system.info"), info => info.Text("hostname"), either.Token) };
            test = test with { MayShutDown = link.Login.MayShutDown ?? await MayShutDownAsync(link, either.Token) };
        }
        catch (LinkException exception)
        {
            test = test with { Fault = exception.Fault with { At = time.GetUtcNow() } };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            test = test with { Fault = new LinkFault { Error = LinkError.Timeout, Stage = LinkStage.Protocol, Message = "The NAS took too long to answer.", At = time.GetUtcNow() } };
        }
        return test with { Fingerprint = opener.Fingerprint, Duration = time.GetElapsedTime(started) };
    }

    private static async Task<bool?> MayShutDownAsync(Link link, CancellationToken cancellationToken)
    {
        // CORE knows one user with an API, and that one may do everything.
        if (link.Version.IsCore) return true;
        if (!link.Can.HasMeWithRoles || link.Session.Mode == TransportMode.Rest) return null;
        try
        {
            return await link.Session.CallAsync(new WireCall("auth.me"), LoginRules.MayShutDown, cancellationToken);
        }
        catch (LinkException exception) when (exception.Answered)
        {
            return null;
        }
    }

    private sealed class Deaf : INasListener
    {
        public void Changed(InventoryPart part) { }

        public void GoingDown() { }

        public void SessionLost() { }
    }
}
