using NasOrleans.Power.Runs.Steps;

namespace NasOrleans.Power.Runs.Targets.Hosts;

internal sealed class CommandTarget(StepHosts hosts, Installation installation) : IStepTarget
{
    public StepKind Kind => StepKind.Command;

    public async Task<StepAnswer> TellAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken) =>
        AnswerRules.Of(await hosts.Of(null).RunAsync(installation.Commands[call.Step.Config.Command!.Name], limit, cancellationToken));

    public Task<StepSeen> AskAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken) =>
        Task.FromResult(new StepSeen(StepSight.Silent));
}
