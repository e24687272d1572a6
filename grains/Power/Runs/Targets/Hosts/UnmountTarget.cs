using NasOrleans.Power.Runs.Steps;

namespace NasOrleans.Power.Runs.Targets.Hosts;

internal sealed class UnmountTarget(StepHosts hosts) : IStepTarget
{
    public StepKind Kind => StepKind.Unmount;

    public async Task<StepAnswer> TellAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var step = call.Step.Config.Unmount!;
        return AnswerRules.Of(await hosts.Of(step.On).UnmountAsync(step.Path, step.Options, step.Lazy, limit, cancellationToken));
    }

    public async Task<StepSeen> AskAsync(StepCall call, TimeSpan limit, CancellationToken cancellationToken)
    {
        var step = call.Step.Config.Unmount!;
        var mounted = await hosts.Of(step.On).IsMountedAsync(step.Path, limit, cancellationToken);
        return !mounted.IsKnown ? new(StepSight.Silent, mounted.Silence!)
            : mounted.Answer ? new(StepSight.Untouched, $"{step.Path} is still mounted")
            : new(StepSight.Done, $"{step.Path} is not mounted");
    }
}
