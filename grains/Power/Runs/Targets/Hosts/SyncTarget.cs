using NasOrleans.Power.Runs.Steps;

namespace NasOrleans.Power.Runs.Targets.Hosts;

internal sealed class SyncTarget(StepHosts hosts) : IStepTarget
{
    public StepKind Kind => StepKind.Sync;

    public async Task<StepAnswer> TellAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken) =>
        AnswerRules.Of(await hosts.Of(call.Step.Config.Sync!.On).SyncAsync(limit, cancellationToken));

    public Task<StepSeen> AskAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken) =>
        Task.FromResult(new StepSeen(StepSight.Silent));
}
