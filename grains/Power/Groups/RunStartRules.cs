using System.Collections.Immutable;
using NasOrleans.Power.Groups.Budget;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups;

/// <summary>What a run has to do with the judgement of the loads: when one starts by itself, what joins it, when it is called off, what is left of it.</summary>
internal static class RunStartRules
{
    private const int RunsKept = 20;

    /// <param name="config">As it is now; a run under way keeps its plan.</param>
    /// <param name="state">After <see cref="GroupRules.Judge"/>.</param>
    /// <param name="loads">The judgement.</param>
    /// <param name="draft">For a run that starts now: a fresh id, the group, the boot, dry-run; who, why and which loads are filled in here.</param>
    /// <param name="now">The moment of the judgement.</param>
    public static GroupState Steer(PowerGroupConfig config, GroupState state, ImmutableArray<LoadJudgement> loads, RunDraft draft, PowerMoment now)
    {
        state = Settle(state);
        if (state.Run is { } run)
        {
            var powered = loads.Where(load => load.IsPowered).Select(load => load.Load).ToImmutableHashSet();
            run = ReturnRules.Mains(run, powered, config.Cancel, now);
            state = state with { Run = run };
        }

        var due = loads
            .Where(load => load.GoesNow && (state.Run?.LoadOf(load.Load) is { Spared: true } || state.Loads.GetValueOrDefault(load.Load) is not { InCrisis: true }))
            .ToImmutableDictionary(load => load.Load, load => load.Cause);
        return due.Count > 0 ? Start(config, state, due, draft, now) : BringBack(config, state, draft, now);
    }

    /// <summary>A run that has ended is put away, with what it taught.</summary>
    public static GroupState Settle(GroupState state)
    {
        if (state.Run is not { IsFinal: true } run) return state;
        var loads = state.Loads;
        foreach (var load in run.Loads.Where(_ => !run.DryRun))
        {
            var track = loads.GetValueOrDefault(load.Load) ?? new();
            var told = run.StepsOf(load.Load).Any(step => step.Attempts > 0 || step.State == StepState.Confirmed);
            loads = loads.SetItem(load.Load, run.Kind == RunKind.PowerOn
                ? track with { Down = track.Down && !told, Dark = track.Dark && !told }
                : track with { InCrisis = track.InCrisis && !load.Spared && !WasOutOfReach(run, load.Load), Down = track.Down || told, Dark = track.Dark || PlanRules.IsDark(run, load.Load), DownInBoot = told ? run.BootId : track.DownInBoot, Told = [.. track.Told.Union(ToldBlindly(run, load.Load))] });
        }

        return state with
        {
            Run = null,
            Runs = [run, .. state.Runs.Take(RunsKept - 1)],
            Loads = loads,
            Durations = DurationRules.Learn(state.Durations, run),
        };
    }

    /// <summary>A person wants these loads to go down, mains or not.</summary>
    public static (GroupState State, GroupRefusal Refusal) StartByHand(PowerGroupConfig config, GroupState state, RunStart start, RunDraft draft, PowerMoment now)
    {
        state = Settle(state);
        if (start.Confirm != config.Name) return (state, GroupRefusal.NotConfirmed);
        if (state.Run is not null) return (state, GroupRefusal.Busy);
        var wanted = start.Loads.IsEmpty ? [.. config.Loads.Select(load => load.Id)] : start.Loads;
        if (wanted.FirstOrDefault(load => config.Loads.All(each => each.Id != load)) is not null) return (state, GroupRefusal.NotFound);
        var run = PlanRules.Plan(draft with
        {
            Id = start.Id,
            StartedBy = start.By,
            Reason = start.Reason,
            Protective = false,
            DryRun = draft.DryRun || start.DryRun,
            Loads = wanted.Distinct().ToImmutableDictionary(load => load, _ => (LoadCause?)null),
            DarkBefore = DarkBefore(state),
        }, config, now);
        return (state with { Run = run }, GroupRefusal.None);
    }

    /// <summary>Somebody says that the crisis is over. What is true at the moment is judged anew.</summary>
    public static GroupState Reset(GroupState state) => state with
    {
        Loads = state.Loads.ToImmutableDictionary(each => each.Key, each => each.Value with { InCrisis = false, DueSince = null, Cause = null }),
    };

    public static bool InCrisis(GroupState state) => state.Loads.Values.Any(load => load.InCrisis);

    private static GroupState Start(PowerGroupConfig config, GroupState state, ImmutableDictionary<string, LoadCause?> due, RunDraft draft, PowerMoment now)
    {
        if (state.Run is { Kind: RunKind.PowerOn } poweringOn)
        {
            // What had begun to come back is told to go down again, and asked first how far it came.
            state = Settle(state with { Run = EndRules.Close(Ended(poweringOn, now), RunState.Cancelled, now, "Power fails again") });
            draft = draft with { AskFirst = [.. poweringOn.Loads.Select(load => load.Load)] };
        }

        // A person's word that nothing goes down holds for this outage; loads that it was not about go when it has ended.
        var marked = state.Loads.SetItems(due.Keys.Select(load => KeyValuePair.Create(load, (state.Loads.GetValueOrDefault(load) ?? new()) with { InCrisis = true })));
        if (state.Run is { } run)
        {
            if (run.DryRun && !draft.DryRun)
                return Start(config, Settle(state with { Run = EndRules.Close(Ended(run, now), RunState.Aborted, now, "A real outage ends the rehearsal") }), due, draft, now);
            if (run.EndsAs is not null) return state with { Loads = run.Loads.Aggregate(state.Loads, (all, load) => due.ContainsKey(load.Load) ? all.SetItem(load.Load, marked[load.Load]) : all) };
            // A load that the plan does not know, because it was added since, has to wait for a plan of its own.
            var joining = due.Where(each => run.Steps().Any(step => step.Config.Load == each.Key)).ToImmutableDictionary();
            return joining.Count == 0 ? state : state with { Run = ReturnRules.LeaveOutTold(ReturnRules.Join(run, joining, MayHaveBeenTold(state, joining.Keys), now), Told(state), now), Loads = state.Loads.SetItems(marked.Where(each => joining.ContainsKey(each.Key))) };
        }

        var started = PlanRules.Plan(draft with
        {
            StartedBy = "power",
            Protective = true,
            AskFirst = draft.AskFirst.Union(MayHaveBeenTold(state, due.Keys)),
            Reason = string.Join("; ", due.Values.OfType<LoadCause>().Select(cause => cause.Text).Distinct()),
            Loads = due,
            DarkBefore = DarkBefore(state),
        }, config, now);
        return state with { Run = ReturnRules.LeaveOutTold(started, Told(state), now), Loads = marked };
    }

    private static GroupState BringBack(PowerGroupConfig config, GroupState state, RunDraft draft, PowerMoment now)
    {
        if (state.Run is not null) return state;
        var ready = PowerOnRules.Ready(config, state, draft.BootId, now);
        // What went down and is not brought back by us is nobody's business any more once mains stays.
        var loads = PowerOnRules.Forget(config, state, now);
        if (ready.IsEmpty) return state with { Loads = loads };
        var run = PlanRules.PlanPowerOn(draft with
        {
            StartedBy = "power",
            Protective = true,
            Reason = "Mains is back, and the batteries hold enough",
            Loads = ready.ToImmutableDictionary(load => load, _ => (LoadCause?)null),
        }, config, now);
        return state with { Run = run, Loads = loads };
    }

    // One that could not be reached while the run lasted is tried by another one, for as long as its battery lasts. A person's word ends that.
    private static bool WasOutOfReach(ShutdownRun run, string load) =>
        run is { Protective: true, State: RunState.Incomplete }
        && !PlanRules.IsDark(run, load)
        && !run.Steps().Any(step => step.Needs.Contains(load) && step.Attempts > 0)
        && run.StepsOf(load).Any(step => step is { State: StepState.Failed, Attempts: 0 });

    private static ShutdownRun Ended(ShutdownRun run, PowerMoment now)
    {
        foreach (var step in run.Steps().Where(step => !step.HasEnded && PlanRules.IsDue(run, step)).ToArray())
            run = step.State == StepState.Planned
                ? EndRules.LeaveOut(run, step, now, "Not waited for any longer")
                : run.End(step, StepState.Unknown, now, "Not waited for any longer");
        return run;
    }

    // Since we woke nobody saw them with their mains: whoever was here before us may have told their targets already.
    private static ImmutableHashSet<string> MayHaveBeenTold(GroupState state, IEnumerable<string> loads) =>
        [.. loads.Where(load => state.Loads.GetValueOrDefault(load) is not { SeenPowered: true, Down: false })];

    private static IEnumerable<string> ToldBlindly(ShutdownRun run, string load) => run.Steps()
        .Where(step => step.Attempts > 0 && !StepRules.CanBeAsked(step.Config) && (step.Config.Load == load || step.Needs.Contains(load)))
        .Select(step => step.Config.Id);

    private static ImmutableHashSet<string> Told(GroupState state) => [.. state.Loads.Values.SelectMany(load => load.Told)];

    private static ImmutableArray<string> DarkBefore(GroupState state) =>
        [.. state.Loads.Where(each => each.Value.Dark).Select(each => each.Key).Order(StringComparer.Ordinal)];
}
