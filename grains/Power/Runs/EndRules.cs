using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Runs;

/// <summary>How a run ends.</summary>
internal static class EndRules
{
    /// <summary>Nothing more is begun; what was begun is watched to its end.</summary>
    public static ShutdownRun Stop(ShutdownRun run, RunState endsAs, string why, PowerMoment now)
    {
        run = (run with { EndsAs = endsAs, State = RunState.Running, HeldUntil = null }).Note(now, why);
        foreach (var step in run.Steps().Where(step => step is { HasEnded: false, State: StepState.Planned } && PlanRules.IsDue(run, step)).ToArray())
            run = LeaveOut(run, step, now, why);
        return run;
    }

    /// <summary>Called off; what was told and did not arrive has failed.</summary>
    public static ShutdownRun LeaveOut(ShutdownRun run, RunStep step, PowerMoment now, string why) =>
        run.End(step, step.Attempts > 0 ? StepState.Failed : StepState.Cancelled, now, why);

    public static ShutdownRun End(ShutdownRun run, PowerMoment now)
    {
        if (run.IsFinal) return run;
        if (run.At(now) >= run.Deadline) run = CutShort(run, now);
        var due = run.Steps().Where(step => PlanRules.IsDue(run, step)).ToArray();
        if (due.Any(step => !step.HasEnded)) return run;
        var state = run.EndsAs
            ?? (run.Loads.Length > 0 && run.Loads.All(load => load.Spared) ? RunState.Cancelled
            : due.Any(step => step.State is StepState.Failed or StepState.Unknown) ? RunState.Incomplete
            : RunState.Completed);
        return Close(run, state, now, Words(state));
    }

    public static ShutdownRun Close(ShutdownRun run, RunState state, PowerMoment now, string text)
    {
        run = run with
        {
            // What nobody joined for was never part of it.
            Phases = [.. run.Phases
                .Select(phase => phase with { Steps = [.. phase.Steps.Where(step => step.HasEnded || PlanRules.IsDue(run, step))] })
                .Where(phase => phase.Steps.Length > 0)],
            State = state,
            EndedAt = now.Wall,
            HeldUntil = null,
        };
        return run.Note(now, text);
    }

    // Each step has its own end long before; this one is for what nobody thought of.
    private static ShutdownRun CutShort(ShutdownRun run, PowerMoment now)
    {
        foreach (var step in run.Steps().Where(step => !step.HasEnded && PlanRules.IsDue(run, step)).ToArray())
            run = step.State == StepState.Planned
                ? LeaveOut(run, step, now, "The run has lasted as long as it may")
                : run.End(step, StepState.Unknown, now, "The run has lasted as long as it may");
        return run;
    }

    private static string Words(RunState state) => state switch
    {
        RunState.Completed => "Every step came about",
        RunState.Incomplete => "At its end; not every step came about",
        RunState.Cancelled => "Mains is back; what had not begun was left out",
        _ => "Stopped; what was begun has ended",
    };
}
