using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;
using NasOrleans.Protocols;

namespace NasOrleans.Power.Runs;

/// <summary>What is made of what a target answered, showed, or failed to.</summary>
internal static class OutcomeRules
{
    public static ShutdownRun Answered(ShutdownRun run, string stepId, StepAnswer answer, PowerMoment now)
    {
        // Too late: it has ended, or was judged doubtful by a restart that knew nothing of this call.
        if (run.IsFinal || run.Find(stepId) is not { State: StepState.Acting, HasEnded: false } step) return run;
        return answer.Kind switch
        {
            AnswerKind.Taken => Taken(run, step, answer, now),
            AnswerKind.Refused => Refused(run, step, answer, now),
            AnswerKind.NotSent => NotSent(run, step, answer, now),
            _ => Unclear(run, step, Or(answer.Text, "Nothing tells whether it arrived"), now),
        };
    }

    public static ShutdownRun Asked(ShutdownRun run, string stepId, StepSeen seen, PowerMoment now)
    {
        if (run.IsFinal || run.Find(stepId) is not { HasEnded: false } found) return run;
        var at = run.At(now);
        var step = found with { AskedAt = at, Sight = seen.Sight };
        run = run.Change(each => each.Config.Id == stepId, _ => step);
        return step.State switch
        {
            StepState.Planned when step.AskFirst => AskedFirst(run, step, seen, now),
            StepState.Acting when step.Doubtful => InDoubt(run, step, seen, now),
            StepState.Acted when seen.Sight == StepSight.Done => run.End(step, StepState.Confirmed, now, Or(seen.Text, "Seen to have come about")),
            _ => run,
        };
    }

    /// <summary>Whoever took part in a step that is under way is not known any more: the target has to be asked.</summary>
    public static ShutdownRun Unclear(ShutdownRun run, RunStep step, string text, PowerMoment now) => StepRules.CanBeAsked(step.Config) && !run.DryRun
        ? run.Move(step, StepState.Acting, now, text, each => each with { Doubtful = true })
        : Fail(run, step, StepState.Unknown, text + "; there is nobody to ask", now);

    public static ShutdownRun TimeOut(ShutdownRun run, RunStep step, PowerMoment now)
    {
        var took = run.At(now) - step.BegunAt;
        if (took < StepRules.Longest(step.Config)) return run;
        // After a restart the time may be up before anybody could look.
        if (step is { State: StepState.Acted, AskedAt: null } or { Doubtful: true, AskedAt: null } && StepRules.CanBeAsked(step.Config) && took < StepRules.Longest(step.Config) + StepTimes.LastLook) return run;
        return step switch
        {
            { State: StepState.Planned, Attempts: 0 } => Fail(run, step, StepState.Failed, "It could not be told in time: " + step.Text, now),
            { State: StepState.Acted, Sight: StepSight.Untouched or StepSight.UnderWay } => Fail(run, step, StepState.Failed, "Told, and it did not come about in time", now),
            _ => Fail(run, step, StepState.Unknown, "Not seen to have come about in time", now),
        };
    }

    private static ShutdownRun Taken(ShutdownRun run, RunStep step, StepAnswer answer, PowerMoment now)
    {
        var text = Or(answer.Text, "It took the order");
        return run.DryRun || StepRules.Confirmation(step.Config) == StepConfirmation.None
            ? run.End(step, StepState.Acted, now, text)
            : run.Move(step, StepState.Acted, now, text, each => each with { Doubtful = false });
    }

    private static ShutdownRun Refused(ShutdownRun run, RunStep step, StepAnswer answer, PowerMoment now)
    {
        var text = Or(answer.Text, "It refused");
        // What was asked nicely before may still come about.
        return step.Attempts > 1 && StepRules.CanBeAsked(step.Config)
            ? run.Move(step, StepState.Acted, now, text)
            : Fail(run, step, StepState.Failed, text, now);
    }

    private static ShutdownRun NotSent(ShutdownRun run, RunStep step, StepAnswer answer, PowerMoment now)
    {
        var text = Or(answer.Text, "It could not be reached");
        if (step.Attempts == 1 && IsStopped(run, step)) return run.End(step with { Attempts = 0 }, StepState.Cancelled, now, text + "; and it need not be");
        return step.Attempts > 1
            ? run.Move(step, StepState.Acted, now, text, each => each with { Attempts = each.Attempts - 1, Forced = false, ToldAt = run.At(now) })
            : RunRules.Commit(step.Text == text
                ? run.Change(each => each.Config.Id == step.Config.Id, each => each with { State = StepState.Planned, Attempts = 0 })
                : run.Move(step, StepState.Planned, now, text, each => each with { Attempts = 0 }));
    }

    private static ShutdownRun AskedFirst(ShutdownRun run, RunStep step, StepSeen seen, PowerMoment now)
    {
        var begun = step with { BegunAt = step.BegunAt ?? run.At(now) };
        return seen.Sight switch
        {
            StepSight.Done => run.End(begun, StepState.Confirmed, now, Or(seen.Text, "It is so already; nothing was told")),
            StepSight.UnderWay => run.Move(begun, StepState.Acted, now, Or(seen.Text, "It is on its way already; nothing was told"), each => each with { AskFirst = false, ToldAt = run.At(now) }),
            StepSight.Silent when run.At(now) - begun.BegunAt < StepTimes.AskFirstFor => run.Change(each => each.Config.Id == step.Config.Id, _ => begun),
            _ => run.Change(each => each.Config.Id == step.Config.Id, _ => begun with { AskFirst = false }),
        };
    }

    private static ShutdownRun InDoubt(ShutdownRun run, RunStep step, StepSeen seen, PowerMoment now)
    {
        switch (seen.Sight)
        {
            case StepSight.Done:
                return run.End(step, StepState.Confirmed, now, Or(seen.Text, "Seen to have come about"));
            case StepSight.UnderWay:
                return run.Move(step, StepState.Acted, now, Or(seen.Text, "It is on its way"), each => each with { Doubtful = false });
            case StepSight.Untouched when run.At(now) - step.ToldAt >= StepRules.Settles(step.Config):
                if (IsStopped(run, step)) return run.End(step, StepState.Failed, now, "It did not arrive, and is not told again");
                if (step.Attempts >= StepTimes.MostAttempts) return run;
                // The hard way is gone again from where it was decided on.
                return step.Forced
                    ? run.Move(step, StepState.Acted, now, "It did not arrive", each => each with { Doubtful = false, Forced = false })
                    : run.Move(step, StepState.Planned, now, "It did not arrive", each => each with { Doubtful = false });
            default:
                return run;
        }
    }

    private static ShutdownRun Fail(ShutdownRun run, RunStep step, StepState state, string text, PowerMoment now)
    {
        run = run.End(step, state, now, text);
        return step.Config.OnFailure == FailurePolicy.Abort && run.EndsAs is null
            ? EndRules.Stop(run, RunState.Aborted, $"The step '{step.Config.Id}' must not fail: nothing more is begun", now)
            : run;
    }

    // Nothing more is begun for it.
    private static bool IsStopped(ShutdownRun run, RunStep step) =>
        run.EndsAs is not null || run.Loads.Any(load => load.Spared && (load.Load == step.Config.Load || step.Needs.Contains(load.Load)));

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
