using NasOrleans.Protocols;
using NasOrleans.Systems.Commands;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Power.Runs.Targets.Nas;

/// <summary>
/// An order that is carried out past the grain of its system: by the same rules, and in memory, since there is nothing to write to. What it becomes is
/// forgotten with the process; the NAS itself is asked then.
/// </summary>
internal sealed class LifelineRun(CommandRun accepted, LifelineSession session, TimeProvider time)
{
    private volatile CommandRun _run = accepted;

    public SystemCommand Command => _run.Command;

    public LifelineSession Session => session;

    public async Task CarryAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var run = CommandRules.Advance(_run, Now);
            _run = run;
            var act = CommandRules.Next(run);
            if (act == CommandAct.None) return;
            _run = await PerformAsync(act, run, cancellationToken);
            if (act == CommandAct.Ask && CommandRules.Next(_run) == CommandAct.Ask) await Task.Delay(CommandRules.Pace, time, cancellationToken);
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private async Task<CommandRun> PerformAsync(CommandAct act, CommandRun run, CancellationToken cancellationToken)
    {
        var reason = $"{run.Command.Reason} ({run.Command.RequestedBy})";
        return act switch
        {
            CommandAct.Prepare => CommandRules.Prepared(run, await StopWorkloadsAsync(run, cancellationToken), Now),
            CommandAct.TellStandby => CommandRules.StandbyAnswered(run, await session.Nas.SendAsync(new NasOrder.ShutDownStandby(reason), cancellationToken), Now),
            CommandAct.Send => CommandRules.Answered(run, await session.Nas.SendAsync(new NasOrder.ShutDown(reason), cancellationToken), Now),
            _ => CommandRules.Heard(run, await session.LookAsync(cancellationToken), Now),
        };
    }

    private async Task<string> StopWorkloadsAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var left = (run.PrepareUntil ?? Now) - Now;
        if (left <= TimeSpan.Zero) return "There is no time left to stop apps and virtual machines";
        using var late = new CancellationTokenSource(left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var found = await session.Nas.ReadAsync([InventoryPart.Apps, InventoryPart.Machines], either.Token).WaitAsync(either.Token);
            if (found.Fault is { } fault) return $"What runs there could not be found out: {fault.Message}";
            return ShutdownRules.Result(await Task.WhenAll(ShutdownRules.ToStop(found.Inventory).Select(async workload => (workload, await StopAsync(workload, left, either.Token)))));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "There was no time to stop apps and virtual machines";
        }
    }

    private async Task<NasAnswer> StopAsync(Workload workload, TimeSpan limit, CancellationToken stop)
    {
        try
        {
            return await session.Nas.SendAsync(new NasOrder.StopWorkload(workload, limit), stop).WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return new() { Kind = AnswerKind.Unclear };
        }
    }
}
