using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NasOrleans.Protocols;
using NasOrleans.Secrets;
using NasOrleans.Systems.Commands;
using NasOrleans.Systems.Inventory;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Systems;

// A command runs beside the turns of the grain, as a poll does, for minutes. While one does no other is accepted, so that the
// run alone writes: an order before it begins, and the run until it is over and that is written.
internal sealed partial class SystemGrain
{
    private ImmutableArray<CommandRun> _commands = [];
    private CommandRun? _run;
    private IGrainTimer? _runs;
    private CancellationTokenSource? _running;

    public Task<ImmutableArray<SystemCommand>> GetCommands() => Task.FromResult(_commands.Select(run => run.Command).ToImmutableArray());

    public async Task<CommandOutcome> Order(CommandOrder order)
    {
        if (order.Confirm != _id) throw new ArgumentException($"{order.Confirm} was named to confirm an order to {_id}.", nameof(order));
        if (_commands.FirstOrDefault(run => run.Command.Id == order.Id) is { } known) return new() { Command = known.Command, Repeated = true };
        if (_state.Config is null) return new() { Refusal = CommandRefusal.NotFound };
        if (!Watches) return new() { Refusal = _state.Connection is { Config.Enabled: true } ? CommandRefusal.PollingOff : CommandRefusal.NoConnection };
        if (_run is not null) return new() { Refusal = CommandRefusal.Busy, Command = _run.Command };
        if (CommandRules.IsTooLate(order, Now)) return new() { Refusal = CommandRefusal.TooLate };

        var run = CommandRules.Accept(order, _inventory?.HighAvailability is { IsPair: true }, _state.Connection!.SetAt, Now);
        // What cannot be written down is not carried out: the one who ordered is there to hear of it.
        await Write([run, .. CommandRules.Keep(_commands, Now)]);
        if (CommandRules.IsTooLate(order, Now)) return await Withdraw(run);
        LogCommandAccepted(_id.Value, order.Kind, order.By);
        Tell(run, from: 0);
        StartRun(run);
        return new() { Command = run.Command };
    }

    // Written, and whoever ordered has gone another way by now. For this process it holds at once; storage hears of it as soon as it can.
    private async Task<CommandOutcome> Withdraw(CommandRun run)
    {
        _commands = _commands.Replace(run, CommandRules.Abandon(run, "It was written down only after whoever ordered it had gone another way; nothing was sent", Now));
        await TryWrite("commands", () => Write(_commands));
        return new() { Refusal = CommandRefusal.TooLate };
    }

    private void WakeCommands()
    {
        _commands = storedCommands.State.Commands;
        if (_commands.FirstOrDefault(run => !run.Command.IsFinal) is { } unfinished) StartRun(CommandRules.Resume(unfinished, Now));
    }

    private void StartRun(CommandRun run)
    {
        _run = run;
        _runs?.Dispose();
        _runs = this.RegisterGrainTimer(Run, new GrainTimerCreationOptions(TimeSpan.Zero, CommandRules.Pace) { KeepAlive = true });
    }

    // A tick only starts what may take long: the grain's leave waits for ticks, and finds the run as it was written.
    private Task Run(CancellationToken cancellationToken)
    {
        if (_running is null) _ = RunBeside();
        return Task.CompletedTask;
    }

    private async Task RunBeside()
    {
        using var running = new CancellationTokenSource();
        _running = running;
        try
        {
            await Carry(running.Token);
        }
        catch (Exception) when (running.IsCancellationRequested)
        {
            // The next activation goes on from what was written.
        }
        catch (Exception e)
        {
            LogRunBroken(e, _id.Value);
            // Another activation wrote, or something was not thought of: what stands in storage is what counts.
            DeactivateOnIdle();
        }
        finally
        {
            if (_running == running) _running = null;
        }
    }

    private void StopRunning()
    {
        _running?.Cancel();
        _running = null;
    }

    private async Task Carry(CancellationToken cancellationToken)
    {
        var asked = _run;
        while (_run is { } run && !cancellationToken.IsCancellationRequested)
        {
            _run = Forward(run);
            var act = CommandRules.Next(_run);
            var written = await KeepRun();
            // Nothing has an effect before it is written that it may: the next tick tries again.
            if (!written && act != CommandAct.Ask)
            {
                if (act is CommandAct.TellStandby or CommandAct.Send or CommandAct.Wake) _run = CommandRules.Unwritten(asked!, Now);
                return;
            }

            if (act == CommandAct.None)
            {
                if (_state.Config is null) await ForgetCommands();
                var ended = _run;
                _run = null;
                _runs?.Dispose();
                _runs = null;
                if (ended.Command is { Kind: CommandKind.Shutdown, State: CommandState.Confirmed } && ConnectionName is { } source)
                    await Note(SystemRules.WentDark(_state, source, $"Shut down by {ended.Command.RequestedBy}: {ended.Command.Reason}", Now));
                return;
            }

            // To write takes its time too.
            if (Forward(_run) != _run) continue;
            asked = _run;
            var performed = await Perform(act, _run, cancellationToken);
            // What was seen of another NAS is no ground to send anything.
            if (act == CommandAct.Ask && Severed(_run) is not null) continue;
            _run = performed;
            if (act != CommandAct.Ask || CommandRules.Next(_run) != CommandAct.Ask) continue;
            await KeepRun();
            return;
        }
    }

    private CommandRun Forward(CommandRun run) =>
        !run.Command.IsFinal && Severed(run) is { } why ? CommandRules.Abandon(run, why, Now) : CommandRules.Advance(run, Now);

    private string? Severed(CommandRun run) => CommandRules.Severed(run, _state.Connection, Watches);

    private async Task<CommandRun> Perform(CommandAct act, CommandRun run, CancellationToken cancellationToken)
    {
        var reason = $"{run.Command.Reason} ({run.Command.RequestedBy})";
        return act switch
        {
            CommandAct.Prepare => CommandRules.Prepared(run, await StopWorkloads(run, cancellationToken), Now),
            CommandAct.TellStandby => CommandRules.StandbyAnswered(run, await Send(new NasOrder.ShutDownStandby(reason), cancellationToken), Now),
            CommandAct.Send when run.Command.Kind == CommandKind.Reboot => CommandRules.Answered(run, await Send(new NasOrder.Reboot(reason), cancellationToken), Now),
            CommandAct.Send => CommandRules.Answered(run, await Send(new NasOrder.ShutDown(reason), cancellationToken), Now),
            CommandAct.Wake => CommandRules.Woken(run, await WakeUp(cancellationToken), Now),
            _ => CommandRules.Heard(run, await Ask(cancellationToken), Now),
        };
    }

    private async Task<string> StopWorkloads(CommandRun run, CancellationToken cancellationToken)
    {
        var left = (run.PrepareUntil ?? Now) - Now;
        return ShutdownRules.Result(await Task.WhenAll(ShutdownRules.ToStop(_inventory).Select(async workload => (workload, await Stop(workload)))));

        async Task<NasAnswer> Stop(Workload workload)
        {
            try
            {
                return await Send(new NasOrder.StopWorkload(workload, left), cancellationToken).WaitAsync(left, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return new() { Kind = AnswerKind.Unclear };
            }
        }
    }

    private async Task<NasPresence> Ask(CancellationToken cancellationToken)
    {
        try
        {
            var poller = Session();
            var seen = await poller.ProbeAsync(cancellationToken);
            return poller.TakeGoingDown() && seen.Presence == Presence.Unclear ? seen with { Presence = Presence.ShuttingDown } : seen;
        }
        catch (SecretException e)
        {
            return new() { Presence = Presence.Unclear, Fault = Unopened(e) };
        }
    }

    private async Task<NasAnswer> Send(NasOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return await Session().SendAsync(order, cancellationToken);
        }
        catch (SecretException e)
        {
            return new() { Kind = AnswerKind.NotSent, Fault = Unopened(e) };
        }
    }

    private Task<string?> WakeUp(CancellationToken cancellationToken)
    {
        var config = _state.Connection!.Config;
        return pollers.WakeAsync(ShutdownRules.CardsToWake(config.WakeAddresses, _inventory), config.WakeBroadcast, cancellationToken);
    }

    // What became of an order is remembered whether or not it can be written; it is shown once it is.
    private async Task<bool> KeepRun()
    {
        if (_run is not { } run || _commands.FirstOrDefault(known => known.Command.Id == run.Command.Id) is not { } shown) return false;
        if (shown.Command == run.Command && shown.SentAt == run.SentAt) return true;
        var written = false;
        await TryWrite("commands", async () =>
        {
            await Write(_commands.Replace(shown, run));
            written = true;
        });
        if (written) Tell(run, from: shown.Command.Timeline.Length);
        return written;
    }

    private async Task Write(ImmutableArray<CommandRun> commands)
    {
        storedCommands.State = new() { Commands = commands };
        await storedCommands.WriteStateAsync();
        _commands = commands;
    }

    private async Task ForgetCommands()
    {
        if (storedCommands.RecordExists) await TryWrite("commands", storedCommands.ClearStateAsync);
        _commands = [];
    }

    private void Tell(CommandRun run, int from)
    {
        foreach (var step in run.Command.Timeline.Skip(from))
        {
            LogCommandMoved(_id.Value, run.Command.Kind, step.State, step.Text);
            Post("system.command", step.At, $"{run.Command.Kind} of {_state.Config?.Name ?? _id.Value}, {step.State}: {step.Text}");
        }
    }

    [LoggerMessage(LogEvents.CommandAccepted, LogLevel.Information, "System {System}: {Kind} was ordered by {By}")]
    private partial void LogCommandAccepted(string system, CommandKind kind, string by);

    [LoggerMessage(LogEvents.CommandBroken, LogLevel.Error, "The command of system {System} came to a halt; it goes on from what was written")]
    private partial void LogRunBroken(Exception exception, string system);

    [LoggerMessage(LogEvents.CommandMoved, LogLevel.Information, "System {System}: {Kind} is {State}: {Text}")]
    private partial void LogCommandMoved(string system, CommandKind kind, CommandState state, string text);
}
