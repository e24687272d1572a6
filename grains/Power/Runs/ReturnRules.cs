using System.Collections.Immutable;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Runs;

/// <summary>Mains comes back and goes again while a run is under way.</summary>
internal static class ReturnRules
{
    /// <summary>These loads, by a fresh look, have their mains.</summary>
    public static ShutdownRun Mains(ShutdownRun run, ImmutableHashSet<string> powered, CancelPolicy policy, PowerMoment now)
    {
        // What a person started has another reason than the power.
        if (run.IsFinal || !run.Protective || run.Kind != RunKind.Shutdown) return run;
        foreach (var load in run.Loads)
        {
            if (!powered.Contains(load.Load)) run = Gone(run, load, policy.After, now);
            else if (load.BackSince is not { } since) run = With(run, load with { BackSince = run.At(now) });
            else if (run.EndsOnReturn && load is { Spared: false, Committed: false } && run.At(now) - since >= policy.After) run = Spare(run, load, now);
        }

        return run;
    }

    /// <summary>What has not begun for this load is left out.</summary>
    public static ShutdownRun Spare(ShutdownRun run, RunLoad load, PowerMoment now)
    {
        // While its UPS still counts it among those that must be dark.
        var upsOff = run.Steps().Where(step => step is { HasEnded: false, State: StepState.Planned } && step.Needs.Contains(load.Load) && PlanRules.IsDue(run, step)).ToArray();
        run = With(run, load with { Spared = true }).Note(now, $"Mains is back for '{load.Load}'");
        foreach (var step in upsOff.Concat(run.StepsOf(load.Load).Where(step => step is { HasEnded: false, State: StepState.Planned })).ToArray())
            run = EndRules.LeaveOut(run, step, now, "Mains is back");
        return run;
    }

    /// <summary>More loads go down. One that had been spared goes on where it was left.</summary>
    public static ShutdownRun Join(ShutdownRun run, ImmutableDictionary<string, LoadCause?> loads, ImmutableHashSet<string> askFirst, PowerMoment now)
    {
        if (run.IsFinal || run.EndsAs is not null) return run;
        foreach (var (id, cause) in loads.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            if (!run.Steps().Any(step => step.Config.Load == id)) continue;
            if (run.LoadOf(id) is not { } load)
                run = (AskedFirst(run, id, askFirst) with { Loads = run.Loads.Add(new() { Load = id, Cause = cause, At = run.At(now) }) }).Note(now, $"'{id}' goes down as well: {cause?.Text}");
            else if (load.Spared)
                run = Unspare(run, load with { Cause = cause }, now);
            else
                continue;
            // The power wants it now, whoever started it.
            run = run with { Protective = true };
        }

        var longest = run.At(now) + PlanRules.Longest(run);
        return RunRules.Commit(longest > run.Deadline ? run with { Deadline = longest } : run);
    }

    private static ShutdownRun AskedFirst(ShutdownRun run, string load, ImmutableHashSet<string> askFirst) => !askFirst.Contains(load) ? run : run.Change(
        step => step.Config.Load == load && step.State == StepState.Planned, step => step with { AskFirst = StepRules.CanBeAsked(step.Config) });

    /// <summary>What cannot be asked and was told in this outage already is not told again.</summary>
    public static ShutdownRun LeaveOutTold(ShutdownRun run, IReadOnlySet<string> told, PowerMoment now)
    {
        foreach (var step in run.Steps().Where(step => step is { HasEnded: false, Attempts: 0 } && told.Contains(step.Config.Id) && PlanRules.IsDue(run, step)).ToArray())
            run = run.End(step, StepState.Skipped, now, "An earlier run of this outage told it, and there is nobody to ask");
        return run;
    }

    private static ShutdownRun Unspare(ShutdownRun run, RunLoad load, PowerMoment now) =>
        With(run, load with { Spared = false, BackSince = null, BackFor = TimeSpan.Zero })
            .Change(
                step => step.State == StepState.Cancelled && (step.Config.Load == load.Load || step.Needs.Contains(load.Load)),
                step => step with { State = StepState.Planned, EndedAt = null, Took = null, WaitingSince = null, AskFirst = StepRules.CanBeAsked(step.Config), BegunAt = null })
            .Note(now, $"'{load.Load}' goes down after all: {load.Cause?.Text}");

    // Longer than it has to stay it was not looked at: we slept, or were not there.
    private static ShutdownRun Gone(ShutdownRun run, RunLoad load, TimeSpan atMost, PowerMoment now) => load.BackSince is { } since
        ? With(run, load with { BackSince = null, BackFor = load.BackFor + (run.At(now) - since is var back && back < atMost ? back : atMost) })
        : run;

    private static ShutdownRun With(ShutdownRun run, RunLoad load) => run with { Loads = [.. run.Loads.Select(each => each.Load == load.Load ? load : each)] };
}
