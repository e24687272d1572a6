using System.Collections.Immutable;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Runs;

/// <summary>
/// What a run will do, in which order. The plan holds the steps of all loads of the group from the start, so that a load can join a run
/// under way at its place in the order; the steps of loads that never joined are taken out at the end.
/// </summary>
internal static class PlanRules
{
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    public static ShutdownRun Plan(RunDraft draft, PowerGroupConfig config, PowerMoment now)
    {
        var phases = Phases(config, draft.AskFirst);
        return Started(draft, RunKind.Shutdown, phases, now) with { EndsOnReturn = config.Cancel.OnReturn };
    }

    /// <summary>Brings loads back: the ones that were shed last come first.</summary>
    public static ShutdownRun PlanPowerOn(RunDraft draft, PowerGroupConfig config, PowerMoment now)
    {
        var phases = config.Loads
            .Where(load => load.PowerOn is not null && draft.Loads.ContainsKey(load.Id))
            .GroupBy(load => load.Shedding?.Level ?? int.MaxValue)
            .OrderByDescending(level => level.Key)
            .Select((level, index) => new RunPhase
            {
                Name = $"Power on {index + 1}",
                Parallel = true,
                Steps = [.. level.Select(load => new RunStep { Config = PowerOn(load) })],
            });
        return Started(draft, RunKind.PowerOn, [.. phases], now);
    }

    /// <summary>The longest that all of it can take from now on.</summary>
    public static TimeSpan Longest(ShutdownRun run) => run.Phases.Aggregate(Slack + 2 * StepTimes.MostPause * run.Loads.Length, (sum, phase) => sum + Longest(phase));

    /// <summary>A step counts: its load is part of the run, or, for a UPS, all loads on it are part of it or dark already.</summary>
    public static bool IsDue(ShutdownRun run, RunStep step) => step.Config.UpsOff is null
        ? run.LoadOf(step.Config.Load) is not null
        : step.Needs.Any(load => run.LoadOf(load) is not null)
            && step.Needs.All(load => run.LoadOf(load) is { Spared: false } || (run.DarkBefore.Contains(load) && run.LoadOf(load) is null));

    /// <summary>Seen dark in this run or in an earlier one of the same outage.</summary>
    public static bool IsDark(ShutdownRun run, string load)
    {
        var steps = run.StepsOf(load).ToArray();
        if (run.LoadOf(load) is null) return run.DarkBefore.Contains(load);
        // Power that came back, if only for a moment, may have woken it.
        if (run.LoadOf(load) is not { BackSince: null, BackFor.Ticks: 0 }) return false;
        if (run.DryRun) return steps.All(step => step.HasEnded);
        var darkening = steps.Where(step => StepRules.Confirmation(step.Config) == StepConfirmation.Dark).ToArray();
        return darkening.Length > 0 && darkening.All(step => step.State == StepState.Confirmed);
    }

    /// <summary>The load that we go off with: nobody will ever see it dark, so its UPS is told to wait until it must be.</summary>
    public static bool CarriesUs(ShutdownRun run, string load) => run.StepsOf(load).Any(step => step.Config.LocalHostOff is not null);

    /// <summary>Every step that a run of this group may ever hold.</summary>
    public static ImmutableArray<StepConfig> AllSteps(PowerGroupConfig config) =>
    [
        .. config.Phases.SelectMany(phase => phase.Steps),
        .. config.UpsOff.Select(UpsOff),
        .. config.Loads.Where(load => load.PowerOn is not null).Select(PowerOn),
    ];

    private static StepConfig UpsOff(UpsOffStep ups) => new() { Id = $"ups-off.{ups.Source}", Load = "", UpsOff = ups };

    private static StepConfig PowerOn(LoadConfig load) => load.PowerOn! with { Load = load.Id };

    private static ShutdownRun Started(RunDraft draft, RunKind kind, ImmutableArray<RunPhase> phases, PowerMoment now)
    {
        var run = new ShutdownRun
        {
            Id = draft.Id,
            Group = draft.Group,
            Kind = kind,
            DryRun = draft.DryRun,
            StartedBy = draft.StartedBy,
            Protective = draft.Protective,
            Reason = draft.Reason,
            BootId = draft.BootId,
            StartedAt = now.Wall,
            Origin = now.Ticking,
            DarkBefore = draft.DarkBefore,
            Loads = [.. draft.Loads.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => new RunLoad { Load = each.Key, Cause = each.Value })],
            Phases = phases,
        };
        return (run with { Deadline = Longest(run) }).Note(now, $"Started by {draft.StartedBy}: {draft.Reason}");
    }

    private static ImmutableArray<RunPhase> Phases(PowerGroupConfig config, ImmutableHashSet<string> askFirst)
    {
        var phases = config.Phases.Select(phase => new RunPhase
        {
            Name = phase.Name,
            Parallel = phase.Parallel,
            Steps = [.. phase.Steps.Where(step => step.LocalHostOff is null).Select(step => Planned(step, askFirst))],
        });
        var upsOff = config.UpsOff.Select(ups => Planned(UpsOff(ups), askFirst) with
        {
            Needs = [.. config.Loads.Where(load => load.Feeds.Contains(ups.Source)).Select(load => load.Id)],
        }).ToImmutableArray();
        var local = config.Phases.SelectMany(phase => phase.Steps).Where(step => step.LocalHostOff is not null).Select(step => Planned(step, askFirst)).ToImmutableArray();
        return
        [
            .. phases.Where(phase => phase.Steps.Length > 0),
            .. upsOff.Length > 0 ? [new RunPhase { Name = "UPS off", Parallel = true, Steps = upsOff }] : ImmutableArray<RunPhase>.Empty,
            .. local.Length > 0 ? [new RunPhase { Name = "Local host", Steps = local }] : ImmutableArray<RunPhase>.Empty,
        ];
    }

    private static RunStep Planned(StepConfig step, ImmutableHashSet<string> askFirst) => new() { Config = step, AskFirst = askFirst.Contains(step.Load) && StepRules.CanBeAsked(step) };

    private static TimeSpan Longest(RunPhase phase)
    {
        var steps = phase.Steps.Select(step => StepRules.Longest(step.Config) + StepTimes.Around(step.Config)).ToArray();
        return steps.Length == 0 ? TimeSpan.Zero
            : phase.Parallel ? steps.Max()
            : steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step);
    }
}
