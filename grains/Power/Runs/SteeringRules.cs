using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Runs;

/// <summary>A person steers a run.</summary>
internal static class SteeringRules
{
    /// <summary>Nothing new is begun, and the run ends that much later. It cannot be held for ever: whoever forgets it must not lose data.</summary>
    public static ShutdownRun Hold(ShutdownRun run, RunOrder order, TimeSpan atMost, PowerMoment now)
    {
        if (run.IsFinal || run.EndsAs is not null) return run;
        run = Released(run, now);
        var left = StepTimes.MostHold - run.HeldFor;
        var held = atMost < left ? atMost : left;
        if (held <= TimeSpan.Zero) return run.Note(now, $"{order.By} wanted to hold it, but it was held for as long as it may be");
        return (run with { State = RunState.Held, HeldUntil = run.At(now) + held, HeldFor = run.HeldFor + held, Deadline = run.Deadline + held })
            .Note(now, $"Held by {order.By} for at most {held:g}{Why(order)}");
    }

    public static ShutdownRun Resume(ShutdownRun run, RunOrder order, PowerMoment now) =>
        run.State == RunState.Held ? Released(run, now).Note(now, $"{order.By} lets it go on{Why(order)}") : run;

    public static ShutdownRun Abort(ShutdownRun run, RunOrder order, PowerMoment now) =>
        run.IsFinal || run.EndsAs is not null ? run : EndRules.Stop(run, RunState.Aborted, $"Stopped by {order.By}{Why(order)}", now);

    public static GroupRefusal MaySkip(ShutdownRun? run, string step) =>
        run is null or { IsFinal: true } ? GroupRefusal.NoRun
        : run.Find(step) is { HasEnded: false } ? GroupRefusal.None
        : GroupRefusal.NoStep;

    public static ShutdownRun Skip(ShutdownRun run, string stepId, RunOrder order, PowerMoment now)
    {
        if (MaySkip(run, stepId) != GroupRefusal.None || run.Find(stepId) is not { } step) return run;
        return step.Attempts > 0
            ? run.End(step, StepState.Unknown, now, $"{order.By} does not wait for it any longer{Why(order)}")
            : run.End(step, StepState.Skipped, now, $"Left out by {order.By}{Why(order)}");
    }

    // The part of the hold that was not needed is given back.
    private static ShutdownRun Released(ShutdownRun run, PowerMoment now) => run.HeldUntil is { } until && until > run.At(now)
        ? run with { State = RunState.Running, HeldUntil = null, HeldFor = run.HeldFor - (until - run.At(now)) }
        : run with { State = RunState.Running, HeldUntil = null };

    private static string Why(RunOrder order) => order.Reason.Length > 0 ? ": " + order.Reason : "";
}
