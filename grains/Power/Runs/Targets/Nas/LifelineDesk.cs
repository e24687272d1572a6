using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NasOrleans.Protocols;
using NasOrleans.Secrets;
using NasOrleans.Systems;
using NasOrleans.Systems.Commands;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Power.Runs.Targets.Nas;

/// <summary>Reaches systems past their grains, by what was last known of them.</summary>
internal sealed partial class LifelineDesk(Lifelines lifelines, INasFactory factory, TimeProvider time, ILogger<LifelineDesk> log) : IAsyncDisposable
{
    private const int MostRuns = 1000;

    private readonly ConcurrentDictionary<Guid, LifelineRun> _runs = new();
    private readonly Dictionary<(TenantId Tenant, SystemId System), LifelineSession> _sessions = new();
    private readonly CancellationTokenSource _stopped = new();

    /// <summary>What was ordered here in the life of this process.</summary>
    public ImmutableArray<SystemCommand> Commands => [.. _runs.Values.Select(run => run.Command)];

    /// <summary>How the system was last known to be reached; null when nothing is kept of it.</summary>
    public Task<SystemLifeline?> FindAsync(TenantId tenant, SystemId system, CancellationToken cancellationToken) => lifelines.FindAsync(tenant, system, cancellationToken);

    /// <exception cref="SecretException">What is kept was sealed with another key.</exception>
    public LifelineSession Reach(TenantId tenant, SystemId system, SystemLifeline lifeline)
    {
        lock (_sessions)
        {
            if (_sessions.TryGetValue((tenant, system), out var open) && open.Lifeline == lifeline) return open;
            var session = new LifelineSession(factory, lifeline, lifelines.Open(tenant, system, lifeline));
            _sessions[(tenant, system)] = session;
            if (open is not null) _ = open.DisposeAsync().AsTask();
            return session;
        }
    }

    /// <summary>Nobody is there any more.</summary>
    public async Task LeaveAsync(TenantId tenant, SystemId system, LifelineSession session)
    {
        lock (_sessions)
        {
            if (_sessions.GetValueOrDefault((tenant, system)) != session || _runs.Values.Any(run => run.Session == session && !run.Command.IsFinal)) return;
            _sessions.Remove((tenant, system));
        }

        await session.DisposeAsync();
    }

    /// <summary>The same order again is the same run.</summary>
    public LifelineRun Order(CommandOrder order, LifelineSession session)
    {
        foreach (var (id, old) in _runs.Where(each => _runs.Count >= MostRuns && each.Value.Command.IsFinal)) _runs.TryRemove(KeyValuePair.Create(id, old));
        var now = time.GetUtcNow();
        var made = new LifelineRun(CommandRules.Accept(order, session.Lifeline.IsPair, now, now), session, time);
        var run = _runs.GetOrAdd(order.Id, made);
        if (run != made) return run;
        LogUsed(order.Confirm.Value, order.By);
        _ = CarryAsync(run, order.Confirm);
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        LifelineSession[] open;
        lock (_sessions) open = [.. _sessions.Values];
        foreach (var session in open) await session.DisposeAsync();
        _stopped.Dispose();
    }

    private async Task CarryAsync(LifelineRun run, SystemId system)
    {
        try
        {
            await Task.Run(() => run.CarryAsync(_stopped.Token), CancellationToken.None);
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // The next process asks the NAS itself.
        }
        catch (Exception fault)
        {
            LogBroken(fault, system.Value);
        }
    }

    [LoggerMessage(LogEvents.LifelineUsed, LogLevel.Warning, "The grain of system {System} cannot be asked: it is shut down by what was last known of it, as ordered by {By}")]
    private partial void LogUsed(string system, string by);

    [LoggerMessage(LogEvents.LifelineBroken, LogLevel.Error, "The shutdown of system {System} past its grain came to a halt; the system itself is asked")]
    private partial void LogBroken(Exception exception, string system);
}
