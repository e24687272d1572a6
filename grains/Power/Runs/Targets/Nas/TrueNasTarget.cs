using NasOrleans.Power.Runs.Steps;
using NasOrleans.Protocols;
using NasOrleans.Systems;
using NasOrleans.Systems.Commands;
using Orleans;

namespace NasOrleans.Power.Runs.Targets.Nas;

internal sealed class TrueNasTarget(IGrainFactory grains, TimeProvider time) : IStepTarget
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    public StepKind Kind => StepKind.TrueNas;

    public async Task<StepAnswer> TellAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var system = System(call);
        var id = CommandSightRules.NextId(await system.GetCommands().WaitAsync(cancellationToken), call.Run, call.Step.Config.Id);
        var outcome = await system.Order(new()
        {
            Id = id,
            Kind = CommandKind.Shutdown,
            Confirm = call.Step.Config.TrueNas!.System,
            Reason = call.Reason,
            By = $"group {call.Group}",
            StopWorkloadsFor = call.Step.Config.TrueNas.StopWorkloadsFor,
        }).WaitAsync(cancellationToken);
        if (outcome is not { Refusal: CommandRefusal.None, Command: { } command }) return CommandSightRules.Answer(outcome);

        // Taken it is; a NAS that says no says so at once, and is worth the wait.
        while (CommandSightRules.IsBeingSent(command) && time.GetElapsedTime(started) + Pace < limit)
        {
            await Task.Delay(Pace, time, cancellationToken);
            command = (await system.GetCommands().WaitAsync(cancellationToken)).FirstOrDefault(known => known.Id == id) ?? command;
        }

        return CommandSightRules.Answer(command);
    }

    public async Task<StepSeen> AskAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var commands = await System(call).GetCommands().WaitAsync(cancellationToken);
        return CommandSightRules.OfStep(commands, call.Run, call.Step.Config.Id) is { } command && CommandSightRules.Seen(command) is { } seen ? seen : new(StepSight.Silent, "Nobody watches it");
    }

    public async Task<string?> ObjectionAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken) => await System(call).GetSnapshot().WaitAsync(cancellationToken) switch
    {
        null => $"There is no system '{call.Step.Config.TrueNas!.System}'",
        { Connection: null or { Config.Enabled: false } } => "The system has no connection that could carry the order",
        { Connection.Polls: false } => "Polling is switched off, and with it all that is said to a NAS",
        _ => null,
    };

    private ISystemGrain System(StepCall call) => grains.System(call.Tenant, call.Step.Config.TrueNas!.System);
}
