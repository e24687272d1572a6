using System.Collections.Immutable;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Runs;

/// <summary>
/// How a run goes on: what is to be done now, and what time alone brings about. An act goes out only after <see cref="Begin"/> was
/// written, or could not be (<see cref="WriteRules"/>); what comes of it goes to <see cref="OutcomeRules"/>.
/// </summary>
internal static class RunRules
{
    /// <summary>
    /// What is to be done now. Whoever acts takes no second call for a step while one is under way: an act that was begun shows up here
    /// again only as a question.
    /// </summary>
    public static ImmutableArray<StepAct> Next(ShutdownRun run, RunFacts facts, PowerMoment now)
    {
        if (run.IsFinal) return [];
        var at = run.At(now);
        var watched = run.Steps().Where(step => !step.HasEnded && PlanRules.IsDue(run, step)).Select(step => Watch(run, step, facts, at));
        var begun = Current(run).Where(step => MayBegin(run, step, facts, at)).Select(step => new StepAct(step.Config.Id, step.AskFirst ? StepActKind.Ask : StepActKind.Act));
        return [.. watched.OfType<StepAct>().Concat(begun)];
    }

    /// <summary>These acts, and no questions, are about to go out.</summary>
    public static ShutdownRun Begin(ShutdownRun run, ImmutableArray<StepAct> acts, PowerMoment now)
    {
        foreach (var act in acts.Where(act => act.Kind != StepActKind.Ask))
        {
            if (run.Find(act.Step) is not { } step) continue;
            var force = act.Kind == StepActKind.Force;
            var text = force ? "Told the hard way" : step.Attempts > 0 ? "Told again" : "Told to " + StepRules.Does(step.Config);
            run = Tell(run, step, text, now, each => each with
            {
                Attempts = each.Attempts + 1,
                Forced = each.Forced || force,
                Doubtful = false,
                AskFirst = false,
                BegunAt = each.BegunAt ?? run.At(now),
                ToldAt = run.At(now),
                WaitingSince = null,
            });
        }

        return Commit(run);
    }

    /// <summary>What time alone brings about.</summary>
    public static ShutdownRun Advance(ShutdownRun run, RunFacts facts, PowerMoment now)
    {
        if (run.IsFinal) return run;
        if (run.State == RunState.Held && run.At(now) >= run.HeldUntil)
            run = (run with { State = RunState.Running, HeldUntil = null }).Note(now, "Held for as long as it may be; it goes on");
        run = WaitAtGates(run, facts, now);
        foreach (var step in run.Steps().Where(step => !step.HasEnded && step.BegunAt is not null && PlanRules.IsDue(run, step)).ToArray())
            run = OutcomeRules.TimeOut(run, step, now);
        return EndRules.End(run, now);
    }

    /// <summary>The steps that are in their turn: of the first phase that has not ended, all, or the first one.</summary>
    public static IEnumerable<RunStep> Current(ShutdownRun run)
    {
        foreach (var phase in run.Phases)
        {
            var open = phase.Steps.Where(step => !step.HasEnded && PlanRules.IsDue(run, step)).ToArray();
            if (open.Length > 0) return phase.Parallel ? open : open.Take(1);
        }

        return [];
    }

    /// <summary>Mains is back for it, and gets a moment to prove itself; the battery does not drain meanwhile.</summary>
    public static bool IsPaused(ShutdownRun run, RunLoad load, TimeSpan at) =>
        run.EndsOnReturn && load is { Committed: false, BackSince: { } since } && load.BackFor < StepTimes.MostPause && at - since < StepTimes.MostPause;

    // Which loads can no longer be spared follows from what was begun.
    internal static ShutdownRun Commit(ShutdownRun run)
    {
        var begun = run.Steps().Where(step => step.Attempts > 0 && StepRules.NoReturn(step.Config)).ToArray();
        return run with
        {
            Loads = [.. run.Loads.Select(load => load with { Committed = begun.Any(step => step.Config.Load == load.Load || step.Needs.Contains(load.Load)) })],
        };
    }

    // A target that cannot be reached is tried again and again; the timeline tells of the first time.
    private static ShutdownRun Tell(ShutdownRun run, RunStep step, string text, PowerMoment now, Func<RunStep, RunStep> told) =>
        step is { Attempts: 0, ToldAt: not null, State: StepState.Planned }
            ? run.Change(each => each.Config.Id == step.Config.Id, each => told(each) with { State = StepState.Acting })
            : run.Move(step, StepState.Acting, now, text, told);

    private static StepAct? Watch(ShutdownRun run, RunStep step, RunFacts facts, TimeSpan at) => step switch
    {
        { State: StepState.Acting, Doubtful: false } or { State: not (StepState.Acting or StepState.Acted) } => null,
        _ when MayForce(run, step, facts, at) => new(step.Config.Id, StepActKind.Force),
        _ when at - (step.AskedAt ?? TimeSpan.MinValue / 2) >= StepTimes.Pace => new(step.Config.Id, StepActKind.Ask),
        _ => null,
    };

    private static bool MayForce(ShutdownRun run, RunStep step, RunFacts facts, TimeSpan at) =>
        StepRules.ForceAfter(step.Config) is { } after
        && !step.Forced
        && at - step.BegunAt >= after
        && step.AskedAt > step.ToldAt
        && MayAct(run, step, facts, at);

    private static bool MayBegin(ShutdownRun run, RunStep step, RunFacts facts, TimeSpan at) =>
        step.State == StepState.Planned
        && MayAct(run, step, facts, at)
        && (step.ToldAt is null || at - step.ToldAt >= StepTimes.Pace)
        && (!step.AskFirst || step.AskedAt is null || at - step.AskedAt >= StepTimes.Pace)
        && IsOpen(run, step, facts, at);

    private static bool MayAct(ShutdownRun run, RunStep step, RunFacts facts, TimeSpan at) =>
        run is { State: RunState.Running, EndsAs: null }
        && LoadsOf(run, step).All(load => !load.Spared && !(run.Protective && facts.Unseen.Contains(load.Load)) && !IsPaused(run, load, at));

    private static IEnumerable<RunLoad> LoadsOf(ShutdownRun run, RunStep step) =>
        run.Loads.Where(load => load.Load == step.Config.Load || step.Needs.Contains(load.Load));

    // A UPS goes off under nobody, and our own host goes last of all.
    private static bool IsOpen(ShutdownRun run, RunStep step, RunFacts facts, TimeSpan at) => StepRules.Kind(step.Config) switch
    {
        StepKind.UpsOff => !facts.NotClear.Contains(step.Config.UpsOff!.Source) && step.Needs.All(load => PlanRules.IsDark(run, load) || PlanRules.CarriesUs(run, load)),
        StepKind.LocalHostOff => !facts.OthersBusy || at - step.WaitingSince >= StepTimes.WaitForOthers,
        _ => true,
    };

    private static ShutdownRun WaitAtGates(ShutdownRun run, RunFacts facts, PowerMoment now)
    {
        var at = run.At(now);
        foreach (var step in Current(run).Where(step => step is { State: StepState.Planned } && !IsOpen(run, step, facts, at)).ToArray())
        {
            if (step.WaitingSince is null)
                run = run.Move(step, StepState.Planned, now, step.Config.UpsOff is null ? "Waits for the runs of other groups" : "Waits until every load on it is dark", each => each with { WaitingSince = at });
            else if (step.Config.UpsOff is not null && at - step.WaitingSince >= StepTimes.WaitForDark)
                run = run.End(step, StepState.Skipped, now, "Not every load on it is seen to be dark, so it stays on");
        }

        return run;
    }
}
