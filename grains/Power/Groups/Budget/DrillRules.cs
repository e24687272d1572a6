using System.Collections.Immutable;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups.Budget;

/// <summary>What if mains failed now, for all sources or some, with another load or another battery?</summary>
internal static class DrillRules
{
    // Batteries give less of what they hold the faster they give it.
    private const double Peukert = 1.2;

    public static DrillReport Drill(
        PowerGroupConfig config, ImmutableArray<SourceFacts> sources, ImmutableDictionary<string, ImmutableArray<TimeSpan>> durations, DrillQuestion question, PowerMoment now)
    {
        var failing = question.Sources.IsEmpty ? sources : [.. sources.Where(source => question.Sources.Contains(source.Source))];
        var asked = failing.Select(source => With(source, question)).ToImmutableArray();
        var affected = config with { Loads = [.. config.Loads.Where(load => load.Feeds.Count(feed => failing.Any(source => source.Source == feed)) >= FeedRules.Needed(load))] };
        var (decided, _) = BudgetRules.Decisions(affected, asked, durations);
        var known = affected.Loads.Select(load => load.Id).ToHashSet();
        return new()
        {
            At = now.Wall,
            Budget = BudgetRules.Budget(affected with { Phases = [.. config.Phases.Select(phase => phase with { Steps = [.. phase.Steps.Where(step => known.Contains(step.Load))] })] }, asked, durations),
            // A load of which nobody knows when it goes is shown as if it went at once.
            Timeline = TimelineRules.Lines(config, load => known.Contains(load) ? decided.GetValueOrDefault(load) ?? TimeSpan.Zero : null, durations),
        };
    }

    private static SourceFacts With(SourceFacts source, DrillQuestion question)
    {
        var runtime = source.Runtime;
        if (question.Load is { } load && source.Load is { } carries and > 0 && load > 0) runtime *= Math.Pow(carries / load, Peukert);
        if (question.Charge is { } charge && source.Charge is { } holds and > 0) runtime *= charge / holds;
        return source with { Load = question.Load ?? source.Load, Charge = question.Charge ?? source.Charge, Runtime = question.Runtime ?? runtime };
    }
}
