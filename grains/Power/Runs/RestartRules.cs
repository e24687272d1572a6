using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Runs;

/// <summary>A run is found in the journal after a restart.</summary>
internal static class RestartRules
{
    private static readonly TimeSpan MostAway = TimeSpan.FromSeconds(60);

    public static ShutdownRun Resume(ShutdownRun run, string? bootId, PowerMoment now)
    {
        if (run.IsFinal) return run;
        return run.BootId is { } before && bootId is { } boot && boot != before ? HostWentDown(run, now) : GoOn(run, now);
    }

    /// <summary>Nothing of it is repeated: what it was about is long over, one way or the other.</summary>
    private static ShutdownRun HostWentDown(ShutdownRun run, PowerMoment now)
    {
        foreach (var step in run.Steps().Where(step => !step.HasEnded && PlanRules.IsDue(run, step)).ToArray())
        {
            run = step switch
            {
                { Config.LocalHostOff: not null, Attempts: > 0 } => run.End(step, StepState.Confirmed, now, "Our own host went down"),
                { State: StepState.Planned } => EndRules.LeaveOut(run, step, now, "Our own host went down before"),
                _ => run.End(step, StepState.Unknown, now, "Our own host went down before its end was seen"),
            };
        }

        return EndRules.Close(run, RunState.HostWentDown, now, "The host went down and is up under another boot");
    }

    // What was under way may have arrived or not. What was not, as far as the journal knows, may have been told when nothing could be written.
    private static ShutdownRun GoOn(ShutdownRun run, PowerMoment now)
    {
        var away = run.At(now) - run.Elapsed;
        // A wall clock that was set meanwhile must not eat up the time of the steps.
        if (away > MostAway) run = run with { Origin = run.Origin + (away - MostAway) };
        run = run.Note(now, "Goes on after a restart").Change(
            step => !step.HasEnded,
            step => step with { AskedAt = null, AskFirst = step.State == StepState.Planned && StepRules.CanBeAsked(step.Config) });
        foreach (var step in run.Steps().Where(step => step is { HasEnded: false, State: StepState.Acting, Doubtful: false }).ToArray())
            run = OutcomeRules.Unclear(run, step, "Nobody knows whether it was told before the restart", now);
        return run;
    }
}
