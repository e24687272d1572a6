using NasOrleans.Protocols;
using NasOrleans.Protocols.HostActions.Workloads;

namespace NasOrleans.Power.Runs.Targets.Workloads;

/// <summary>Tells what one engine runs, and asks for it; the same for each kind of engine.</summary>
internal sealed class WorkloadDesk(TimeProvider time)
{
    public async Task<StepAnswer> TellAsync(IWorkloads engine, WorkloadChoice choice, bool force, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        // A slow list must leave time to tell them.
        var running = await engine.ListRunningAsync(limit / 2, cancellationToken);
        if (!running.IsKnown) return new(AnswerKind.NotSent, $"What runs could not be found out: {running.Silence}");
        var which = WorkloadChoiceRules.Chosen(choice, running.Answer);
        if (which.IsEmpty) return new(AnswerKind.Taken, "None of them runs");
        var left = limit - time.GetElapsedTime(started);
        return force
            ? WorkloadChoiceRules.Forced(which, await engine.ForceAsync(which, left, cancellationToken))
            : WorkloadChoiceRules.Told(choice, which, await engine.StopAsync(which, Shorter(choice.Patience, left), left, cancellationToken));
    }

    public async Task<StepSeen> AskAsync(IWorkloads engine, WorkloadChoice choice, TimeSpan limit, CancellationToken cancellationToken)
    {
        var running = await engine.ListRunningAsync(limit, cancellationToken);
        return running.IsKnown ? WorkloadChoiceRules.Seen(WorkloadChoiceRules.Chosen(choice, running.Answer)) : new(StepSight.Silent, running.Silence!);
    }

    // The engine kills what does not end, and must get to that before we give up on the engine.
    private static TimeSpan Shorter(TimeSpan patience, TimeSpan left)
    {
        var most = left - TimeSpan.FromSeconds(2);
        return patience < most ? patience : most > TimeSpan.Zero ? most : TimeSpan.Zero;
    }
}
