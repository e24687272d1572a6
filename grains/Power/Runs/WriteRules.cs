using System.Collections.Immutable;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Runs;

/// <summary>An act goes out once its intent was written. Where that cannot be done, protection goes ahead and people's orders do not.</summary>
internal static class WriteRules
{
    public static ShutdownRun Written(ShutdownRun run) => run.UnwrittenSince is null ? run : run with { UnwrittenSince = null };

    /// <summary>
    /// It could not be written that these acts, begun a moment ago, go out. Those that are still in <see cref="StepState.Acting"/> after
    /// this go out all the same; the others come up again.
    /// </summary>
    public static ShutdownRun Unwritten(ShutdownRun run, ImmutableArray<StepAct> acts, PowerMoment triedSince, PowerMoment now)
    {
        var since = run.UnwrittenSince ?? run.At(triedSince);
        var tried = run.At(now) - since;
        var first = run.UnwrittenSince is null;
        run = run with { UnwrittenSince = since };
        if (run.Protective && tried >= StepTimes.WriteWithin)
            return first ? run.Note(now, "It cannot be written down; protection goes ahead without") : run;
        if (run.Protective || tried < StepTimes.GiveUpWriting) return TakeBack(run, acts);
        foreach (var act in acts)
        {
            if (Begun(run, act) is { } step) run = run.End(step with { Attempts = step.Attempts - 1 }, StepState.Failed, now, "It could not be written down that it goes out, so it did not");
        }

        return RunRules.Commit(run);
    }

    /// <summary>These acts were begun and certainly did not go out; they come up again.</summary>
    public static ShutdownRun TakeBack(ShutdownRun run, ImmutableArray<StepAct> acts)
    {
        foreach (var act in acts.Where(act => Begun(run, act) is not null))
            run = run.Change(each => each.Config.Id == act.Step, each => Undone(each, act.Kind));
        return RunRules.Commit(run);
    }

    /// <summary>Nothing has been written for so long that nobody waits for it any more; it is tried all the same.</summary>
    public static bool MustWait(ShutdownRun run, PowerMoment now) =>
        !run.Protective || run.UnwrittenSince is not { } since || run.At(now) - since < StepTimes.WriteWithin;

    private static RunStep? Begun(ShutdownRun run, StepAct act) =>
        act.Kind != StepActKind.Ask && run.Find(act.Step) is { State: StepState.Acting, Doubtful: false } step ? step : null;

    private static RunStep Undone(RunStep step, StepActKind kind) => kind == StepActKind.Force
        ? step with { State = StepState.Acted, Attempts = step.Attempts - 1, Forced = false }
        : step with { State = StepState.Planned, Attempts = step.Attempts - 1, ToldAt = null };
}
