using System.Collections.Immutable;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups.Shown;

/// <summary>One thing to be told of a group.</summary>
internal sealed record GroupNews(string Kind, PowerSeverity Severity, string Text)
{
    /// <summary>The numbers that led to it, by load.</summary>
    public ImmutableDictionary<string, LoadCause> Causes { get; init; } = ImmutableDictionary<string, LoadCause>.Empty;

    public Guid? Run { get; init; }

    public string? Step { get; init; }
}

/// <summary>What there is to tell about a change.</summary>
internal static class GroupNewsRules
{
    public static ImmutableArray<GroupNews> Of(GroupState before, GroupState after) =>
    [
        .. from load in after.Loads
           let was = before.Loads.GetValueOrDefault(load.Key)
           where was?.DueSince is null != load.Value.DueSince is null
           orderby load.Key
           select OfLoad(load.Key, load.Value),
        .. RunsOf(after).SelectMany(run => OfRun(RunsOf(before).FirstOrDefault(known => known.Id == run.Id), run)),
    ];

    /// <summary>Who lacks what he needs for an outage that would begin now, by load; the numbers alone change all the time.</summary>
    public static ImmutableArray<GroupNews> OfBudget(BudgetSnapshot before, BudgetSnapshot after)
    {
        var (was, now) = (Short(before), Short(after));
        if (was.SetEquals(now)) return [];
        return now.IsEmpty
            ? [new("power.budget", PowerSeverity.Good, "The batteries last for every shutdown again")]
            : [.. after.Warnings.Select(warning => new GroupNews("power.budget", PowerSeverity.Warning, warning))];
    }

    public static ImmutableArray<GroupNews> OfMissing(ImmutableArray<string> before, ImmutableArray<string> after) => after.IsEmpty && !before.IsEmpty
        ? [new("power.missing", PowerSeverity.Good, "All that the steps need is there again")]
        : [.. after.Except(before).Select(line => new GroupNews("power.missing", PowerSeverity.Warning, line))];

    private static IEnumerable<ShutdownRun> RunsOf(GroupState state) => state.Run is { } run ? state.Runs.Prepend(run) : state.Runs;

    private static ImmutableHashSet<string> Short(BudgetSnapshot budget) =>
        [.. budget.Loads.Where(load => load.Battery is null || load.Margin < TimeSpan.Zero).Select(load => load.Load)];

    private static GroupNews OfLoad(string id, LoadTrack load) => load is { DueSince: not null, Cause: { } cause }
        ? new("power.load.due", PowerSeverity.Warning, $"'{id}' is to go down: {cause.Text}") { Causes = ImmutableDictionary<string, LoadCause>.Empty.Add(id, cause) }
        : new("power.load.spared", PowerSeverity.Good, $"'{id}' need not go down any more");

    private static ImmutableArray<GroupNews> OfRun(ShutdownRun? before, ShutdownRun run)
    {
        if (ReferenceEquals(before, run)) return [];
        var lines = Fresh(before, run).Select(line => OfLine(run, line, isFirst: before is null && ReferenceEquals(line, run.Timeline[0])));
        return run.IsFinal && before is not { IsFinal: true } ? [.. lines, Ended(run)] : [.. lines];
    }

    private static GroupNews OfLine(ShutdownRun run, RunLine line, bool isFirst) => isFirst
        ? new("power.run.started", run is { DryRun: false, Kind: RunKind.Shutdown } ? PowerSeverity.Critical : PowerSeverity.Info, line.Text)
        {
            Run = run.Id,
            Causes = run.Loads.Where(load => load.Cause is not null).ToImmutableDictionary(load => load.Load, load => load.Cause!),
        }
        : line.Step is null ? new("power.run.note", PowerSeverity.Info, line.Text) { Run = run.Id }
        : new("power.run.step", line.State is StepState.Failed or StepState.Unknown ? PowerSeverity.Warning : PowerSeverity.Info, $"{line.Step}: {line.Text}") { Run = run.Id, Step = line.Step };

    private static GroupNews Ended(ShutdownRun run) => new(
        "power.run.ended",
        run.State is RunState.Completed or RunState.Cancelled ? PowerSeverity.Good : PowerSeverity.Warning,
        $"{(run.DryRun ? "[DRY-RUN] " : "")}The run ended: {run.State}")
    {
        Run = run.Id,
    };

    // A full timeline loses lines in its middle, so that counting them is not enough.
    private static IEnumerable<RunLine> Fresh(ShutdownRun? before, ShutdownRun run) => before is not { Timeline: { IsEmpty: false } told }
        ? run.Timeline
        : run.Timeline.Reverse().TakeWhile(line => line != told[^1]).Reverse();
}
