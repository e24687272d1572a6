using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Runs.Targets.Hosts;
using NasOrleans.Protocols.HostActions.Workloads;

namespace NasOrleans.Power.Runs.Targets.Workloads;

internal sealed class GuestsTarget(StepHosts hosts, WorkloadDesk desk) : IStepTarget
{
    public StepKind Kind => StepKind.Guests;

    public Task<StepAnswer> TellAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken) =>
        desk.TellAsync(Engine(call), Choice(call), call.Force, limit, cancellationToken);

    public Task<StepSeen> AskAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken) =>
        desk.AskAsync(Engine(call), Choice(call), limit, cancellationToken);

    private IWorkloads Engine(StepCall call) => hosts.Over(call.Step.Config.Guests!.On).Guests(call.Step.Config.Guests.Hypervisor);

    private static WorkloadChoice Choice(StepCall call)
    {
        var step = call.Step.Config.Guests!;
        // The tools of Proxmox wait for the guest, and are told to stop waiting before our own time is up; the guest goes on going down.
        return new() { Names = step.Ids, Except = step.Except, Patience = StepRules.Timeout(call.Step.Config), CanBeForced = step.ForceAfter is not null, LateIsTold = true };
    }
}
