using System.Collections.Immutable;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Runs.Targets.Hosts;
using NasOrleans.Protocols;
using NasOrleans.Secrets;
using NasOrleans.Systems;
using NasOrleans.Systems.Commands;
using NasOrleans.Systems.Connections;
using Orleans;

namespace NasOrleans.Power.Runs.Targets.Nas;

/// <summary>
/// Systems, by the order of their grain. Where the grain cannot be asked, or certainly did not take the order, by what was last known of the system; where
/// the grain may have taken it, by nobody else.
/// </summary>
internal sealed class TrueNasTarget(IGrainFactory grains, LifelineDesk desk, DarkWatch watch, TimeProvider time) : IStepTarget
{
    // In all two seconds, by which a load may go down later than usual.
    private static readonly TimeSpan AskFor = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan TakeFor = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan OrderFor = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan LookFor = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    public StepKind Kind => StepKind.TrueNas;

    public async Task<StepAnswer> TellAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var until = time.GetTimestamp() + (long)(limit.TotalSeconds * time.TimestampFrequency);
        // Told past its grain once, it is that order, whoever can be asked by now.
        if (CommandSightRules.OfStep(desk.Commands, call.Run, call.Step.Config.Id) is { State: not CommandState.Failed } past)
            return CommandSightRules.Answer(await SentAsync(past, id => Task.FromResult(desk.Commands.FirstOrDefault(known => known.Id == id)), until, cancellationToken));
        // Beside the rest: to find it takes its time, too.
        var lifeline = desk.FindAsync(call.Tenant, System(call), cancellationToken);
        if (await CommandsAsync(call, AskFor, cancellationToken) is not { } commands) return await TellPastAsync(call, lifeline, [], until, cancellationToken);
        var (command, answer) = await OrderAsync(call, commands, cancellationToken);
        if (command is not null) return CommandSightRules.Answer(await SentAsync(command, id => FindAsync(call, id, cancellationToken), until, cancellationToken));
        return answer ?? await TellPastAsync(call, lifeline, commands, until, cancellationToken);
    }

    public async Task<StepSeen> AskAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (CommandSightRules.OfStep(desk.Commands, call.Run, call.Step.Config.Id) is { } past && CommandSightRules.Seen(past) is { } known) return known;
        var commands = await CommandsAsync(call, AskFor, cancellationToken) ?? [];
        if (CommandSightRules.OfStep(commands, call.Run, call.Step.Config.Id) is { } command && CommandSightRules.Seen(command) is { } seen) return seen;
        if (commands.FirstOrDefault(each => each is { IsFinal: false, Kind: CommandKind.Shutdown }) is { } other) return new(StepSight.UnderWay, $"It is being shut down, ordered by {other.RequestedBy}");
        try
        {
            if (await desk.FindAsync(call.Tenant, System(call), cancellationToken) is not { } lifeline) return new(StepSight.Silent, "Its grain does not tell, and nothing is kept of how it is reached");
            var session = desk.Reach(call.Tenant, System(call), lifeline);
            var found = await watch.LookAsync(lifeline.Config.Host, session.LookAsync, cancellationToken);
            if (found.Sight == StepSight.Done) await desk.LeaveAsync(call.Tenant, System(call), session);
            return found;
        }
        catch (SecretException fault)
        {
            return new(StepSight.Silent, fault.Message);
        }
    }

    public async Task<string?> ObjectionAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await Grain(call).GetSnapshot().WaitAsync(AskFor, time, cancellationToken) switch
            {
                null => $"There is no system '{System(call)}'",
                { Connection: null or { Config.Enabled: false } } => "The system has no connection that could carry the order",
                { Connection.Polls: false } => "Polling is switched off, and with it all that is said to a NAS",
                _ => null,
            };
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return await desk.FindAsync(call.Tenant, System(call), cancellationToken) is null ? "Its grain cannot be asked, and nothing is kept of how it is reached" : null;
        }
    }

    /// <summary>The command that the grain took, or what to answer; neither when it certainly took none and cannot.</summary>
    private async Task<(SystemCommand? Command, StepAnswer? Answer)> OrderAsync(StepCall call, ImmutableArray<SystemCommand> commands, CancellationToken cancellationToken)
    {
        var order = Order(call, commands) with { NotAfter = time.GetUtcNow() + TakeFor };
        try
        {
            var outcome = await Grain(call).Order(order).WaitAsync(OrderFor, time, cancellationToken);
            return outcome.Refusal switch
            {
                CommandRefusal.None => (outcome.Command, null),
                CommandRefusal.TooLate => (null, null),
                _ => (null, CommandSightRules.Answer(outcome)),
            };
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // It failed, or time is up: the grain has it, or will never take it, and says which.
            return await CommandsAsync(call, LookFor, cancellationToken) is { } now
                ? (now.FirstOrDefault(command => command.Id == order.Id && command.State != CommandState.Failed), null)
                : (null, new(AnswerKind.Unclear, "The grain of the system fell silent over the order"));
        }
    }

    private async Task<StepAnswer> TellPastAsync(StepCall call, Task<SystemLifeline?> finding, ImmutableArray<SystemCommand> commands, long until, CancellationToken cancellationToken)
    {
        try
        {
            if (await finding is not { } lifeline) return new(AnswerKind.NotSent, "Its grain cannot be asked, and nothing is kept of how it is reached");
            var run = desk.Order(Order(call, commands), desk.Reach(call.Tenant, System(call), lifeline));
            return CommandSightRules.Answer(await SentAsync(run.Command, _ => Task.FromResult<SystemCommand?>(run.Command), until, cancellationToken));
        }
        catch (SecretException fault)
        {
            return new(AnswerKind.NotSent, fault.Message);
        }
    }

    /// <summary>Taken it is; a NAS that says no says so at once, and that is worth the wait.</summary>
    private async Task<SystemCommand> SentAsync(SystemCommand command, Func<Guid, Task<SystemCommand?>> look, long until, CancellationToken cancellationToken)
    {
        while (CommandSightRules.IsBeingSent(command) && time.GetElapsedTime(time.GetTimestamp(), until) > Pace + AskFor)
        {
            await Task.Delay(Pace, time, cancellationToken);
            command = await look(command.Id) ?? command;
        }

        return command;
    }

    private async Task<SystemCommand?> FindAsync(StepCall call, Guid id, CancellationToken cancellationToken) =>
        (await CommandsAsync(call, AskFor, cancellationToken) ?? []).FirstOrDefault(command => command.Id == id);

    /// <summary>Null when the grain cannot be asked: it does not come up, or is held up by something.</summary>
    private async Task<ImmutableArray<SystemCommand>?> CommandsAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await Grain(call).GetCommands().WaitAsync(limit, time, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private CommandOrder Order(StepCall call, ImmutableArray<SystemCommand> commands) => new()
    {
        Id = CommandSightRules.NextId([.. commands, .. desk.Commands], call.Run, call.Step.Config.Id),
        Kind = CommandKind.Shutdown,
        Confirm = System(call),
        Reason = call.Reason,
        By = $"group {call.Group}",
        StopWorkloadsFor = call.Step.Config.TrueNas!.StopWorkloadsFor,
    };

    private ISystemGrain Grain(StepCall call) => grains.System(call.Tenant, System(call));

    private static SystemId System(StepCall call) => call.Step.Config.TrueNas!.System;
}
