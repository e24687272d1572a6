using System.Collections.Immutable;
using NasOrleans.Protocols.TrueNas.Dialing;
using NasOrleans.Protocols.TrueNas.Orders;
using NasOrleans.Protocols.TrueNas.Reading;
using NasOrleans.Protocols.TrueNas.Reading.Storage;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas;

/// <summary>One TrueNAS. Holds one session, opened when needed and again when lost; when to ask is for others to say.</summary>
internal sealed class TrueNasNas(NasTarget target, INasListener listener, ISmartShell? shell, TimeProvider time) : INas
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StateLimit = TimeSpan.FromSeconds(2);

    private readonly SmartReader _smart = new(target, shell);
    private readonly SemaphoreSlim _opening = new(1);
    private Link? _link;
    private LinkTransport _transport = new();
    private TransportMode _spoken = target.Spoken;
    private int _opened;
    private bool _disposed;

    public LinkTransport Transport => _transport with { Connected = _link is { IsAlive: true }, Reconnects = Math.Max(0, _opened - 1) };

    public async Task<SystemReport> ReadAsync(ImmutableHashSet<InventoryPart> parts, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var report = new SystemReport { Source = SourceSnapshot.TrueNas };
        try
        {
            var inventory = await LoggedInAsync(link => PartReader.ReadAsync(
                new ReadContext(link.Session, link.Can, link.Ears.Memory, time, cancellationToken), _smart, parts), cancellationToken);
            report = report with { Inventory = inventory };
        }
        catch (LinkException exception)
        {
            report = report with { Fault = Dated(exception.Fault) };
        }
        return report with { At = time.GetUtcNow(), Transport = Transport, Duration = time.GetElapsedTime(started) };
    }

    public async Task<NasPresence> ProbeAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(ProbeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            if (_link is { IsAlive: true } held && await TryStateAsync(held, either.Token) is { } presence) return presence;
            var link = await LinkAsync(either.Token);
            return await TryStateAsync(link, either.Token) ?? Unclear(link.Session.Ended);
        }
        catch (LinkException exception)
        {
            return new NasPresence { Presence = PresenceRules.OfLoss(exception.Fault, DialErrors.IsOurs(exception)), Fault = Dated(exception.Fault) };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Unclear(null);
        }
    }

    public async Task<NasAnswer> SendAsync(NasOrder order, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await LoggedInAsync(link => OrderDesk.GiveAsync(link, order, time, cancellationToken), cancellationToken);
            return answer.Fault is { } fault ? answer with { Fault = Dated(fault) } : answer;
        }
        catch (LinkException exception)
        {
            // Thrown only by what comes before: the session could not be opened, or the NAS refused the login twice.
            return new NasAnswer { Kind = AnswerKind.NotSent, Fault = Dated(exception.Fault) };
        }
        catch (OperationCanceledException)
        {
            return new NasAnswer
            {
                Kind = AnswerKind.NotSent,
                Fault = Dated(new LinkFault { Error = LinkError.Timeout, Stage = LinkStage.Protocol, Message = "There was no time left to open a session." }),
            };
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync();
        try
        {
            _disposed = true;
            if (Interlocked.Exchange(ref _link, null) is { } link) await link.DisposeAsync();
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>An expired session is opened anew, once: the NAS has done nothing of what was asked.</summary>
    private async Task<T> LoggedInAsync<T>(Func<Link, Task<T>> work, CancellationToken cancellationToken)
    {
        var link = await LinkAsync(cancellationToken);
        try
        {
            return await work(link);
        }
        catch (LinkException exception) when (exception.NotLoggedIn)
        {
            await DropAsync(link);
        }
        catch (LinkException exception) when (link.Session.Mode == TransportMode.Rest && !exception.Answered)
        {
            // Each call has a connection of its own there: nothing else would tell that the NAS was away, and what is remembered of it may be of another boot.
            await DropAsync(link);
            throw;
        }
        return await work(await LinkAsync(cancellationToken));
    }

    private async Task<Link> LinkAsync(CancellationToken cancellationToken)
    {
        if (_link is { IsAlive: true } alive) return alive;
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_link is { IsAlive: true } meanwhile) return meanwhile;
            if (_disposed) throw new LinkException(LinkError.Connection, LinkStage.Settings, "This connection was closed.") { NotSent = true };
            if (Interlocked.Exchange(ref _link, null) is { } old) await old.DisposeAsync();
            var link = await new LinkOpener(target, acceptNew: false, listener, time).OpenAsync(_spoken, cancellationToken);
            (_link, _transport, _spoken, _opened) = (link, link.Transport, link.Transport.Mode, _opened + 1);
            link.Ears.Open();
            return link;
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task DropAsync(Link link)
    {
        if (Interlocked.CompareExchange(ref _link, null, link) == link) await link.DisposeAsync();
    }

    /// <summary>Null when the session is no more; it is dropped then.</summary>
    private async Task<NasPresence?> TryStateAsync(Link link, CancellationToken cancellationToken)
    {
        try
        {
            var state = await link.Session.CallAsync(new WireCall("system.state") { Limit = StateLimit }, FactsReader.StateOf, cancellationToken);
            return PresenceRules.OfState(state, link.Ears.IsGoingDown) with { BootId = await BootIdAsync(link, cancellationToken) };
        }
        catch (LinkException exception) when (exception is { Answered: true, NotLoggedIn: false })
        {
            return PresenceRules.OfRefusal(exception, link.Session.Mode, link.Ears.IsGoingDown) with { BootId = link.BootId, Fault = Dated(exception.Fault) };
        }
        catch (LinkException)
        {
            await DropAsync(link);
            return null;
        }
    }

    /// <summary>Null where the NAS does not tell; that it is up it has told already.</summary>
    private static async Task<string?> BootIdAsync(Link link, CancellationToken cancellationToken)
    {
        if (link.BootId is { } known) return known;
        try
        {
            return link.Ears.Memory.BootId = await link.Session.CallAsync(new WireCall("system.boot_id") { Limit = StateLimit }, answer => answer.AsText(), cancellationToken);
        }
        catch (LinkException exception) when (exception is { Answered: true, NotLoggedIn: false })
        {
            return null;
        }
    }

    private NasPresence Unclear(LinkFault? fault) => new() { Presence = Presence.Unclear, Fault = fault is null ? null : Dated(fault) };

    private LinkFault Dated(LinkFault fault) => fault with { At = time.GetUtcNow() };
}
