using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Runs.Targets.Hosts;
using NasOrleans.Protocols.HostActions.Workloads;

namespace NasOrleans.Power.Runs.Targets.Workloads;

internal sealed class ContainersTarget(StepHosts hosts, WorkloadDesk desk) : IStepTarget
{
    public StepKind Kind => StepKind.Containers;

    public Task<StepAnswer> TellAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken) =>
        desk.TellAsync(Engine(call), Choice(call), call.Force, limit, cancellationToken);

    public Task<StepSeen> AskAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken) =>
        desk.AskAsync(Engine(call), Choice(call), limit, cancellationToken);

    private IWorkloads Engine(StepCall call) => hosts.Of(call.Step.Config.Containers!.On).Containers(call.Step.Config.Containers.Engine);

    private static WorkloadChoice Choice(StepCall call)
    {
        var step = call.Step.Config.Containers!;
        return new() { Names = step.Names, Except = step.Except, Patience = step.StopTimeout };
    }
}
