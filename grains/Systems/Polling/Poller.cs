using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NasOrleans.Protocols;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Systems.Polling;

/// <summary>The one session of a system, with limits around it: whatever happens on the wire comes out as a value.</summary>
internal sealed partial class Poller : INasListener, IAsyncDisposable
{
    private readonly ISystemGrain _system;
    private readonly SystemId _id;
    private readonly INas _nas;
    private readonly OpeningGate _gate;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<InventoryPart, bool> _announced = new();
    private volatile bool _goingDown;

    public Poller(ISystemGrain system, NasTarget target, INasFactory factory, OpeningGate gate, TimeProvider time, ILogger log)
    {
        (_system, _id, _gate, _time, _log) = (system, target.System, gate, time, log);
        _nas = factory.Create(target, this);
    }

    /// <summary>The NAS said so itself, since this was last asked.</summary>
    public bool TakeGoingDown()
    {
        var was = _goingDown;
        _goingDown = false;
        return was;
    }

    public async Task<SystemReport> ReadAsync(string source, ImmutableHashSet<InventoryPart> parts, bool failedBefore, CancellationToken cancellationToken)
    {
        foreach (var part in parts) _announced.TryRemove(part, out _);
        var report = new SystemReport { Source = source };
        var started = _time.GetTimestamp();
        try
        {
            using var place = _nas.Transport.Connected ? null : await _gate.EnterAsync(failedBefore, cancellationToken);
            // Waiting for others is not the NAS's slowness.
            started = _time.GetTimestamp();
            using var limit = new CancellationTokenSource(PollRules.Limit, _time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            report = await _nas.ReadAsync(parts, linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            report = report with { Fault = Fault(LinkError.Timeout, LinkStage.Read, $"The NAS did not answer within {PollRules.Limit.TotalSeconds:0} s.") };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogBroken(e, _id.Value);
            report = report with { Fault = Fault(LinkError.Protocol, LinkStage.Read, "The answer could not be dealt with: " + e.Message) };
        }

        return report with { Source = source, Parts = [.. parts], At = _time.GetUtcNow(), Duration = _time.GetElapsedTime(started), Transport = _nas.Transport };
    }

    public async Task<NasPresence> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _nas.ProbeAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogBroken(e, _id.Value);
            return new() { Presence = Presence.Unclear, Fault = Fault(LinkError.Protocol, LinkStage.Command, e.Message) };
        }
    }

    public async Task<NasAnswer> SendAsync(NasOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return await _nas.SendAsync(order, cancellationToken);
        }
        catch (Exception e)
        {
            // It may be out there all the same.
            LogBroken(e, _id.Value);
            return new() { Kind = AnswerKind.Unclear, Fault = Fault(LinkError.Protocol, LinkStage.Command, e.Message) };
        }
    }

    // Each part is announced once until it is read: a NAS that tells of changes without end costs no more than one call a read.
    public void Changed(InventoryPart part)
    {
        if (_announced.TryAdd(part, true)) _ = _system.Refresh([part]);
    }

    public void GoingDown() => _goingDown = true;

    public void SessionLost() => Changed(InventoryPart.Facts);

    public ValueTask DisposeAsync() => _nas.DisposeAsync();

    private LinkFault Fault(LinkError error, LinkStage stage, string message) => new() { Error = error, Stage = stage, Message = message, At = _time.GetUtcNow() };

    [LoggerMessage(LogEvents.PollBroken, LogLevel.Error, "Talking to system {System} failed in a way that was not thought of")]
    private partial void LogBroken(Exception exception, string system);
}
