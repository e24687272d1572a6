using System.Collections.Immutable;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;

namespace NasOrleans.Power.Groups.Budget;

/// <summary>How long steps take: what earlier runs showed, or the longest that they may.</summary>
internal static class DurationRules
{
    private const int Kept = 5;
    private const double Margin = 1.2;

    public static ImmutableDictionary<string, ImmutableArray<TimeSpan>> Learn(ImmutableDictionary<string, ImmutableArray<TimeSpan>> known, ShutdownRun run) => run.DryRun
        ? known
        : known.SetItems(
            from step in run.Steps()
            where step.Took is not null && step.Attempts > 0 && run.Kind == RunKind.Shutdown
            select KeyValuePair.Create(step.Config.Id, (ImmutableArray<TimeSpan>)[step.Took!.Value, .. known.GetValueOrDefault(step.Config.Id, []).Take(Kept - 1)]));

    /// <summary>The worst of the latest runs and a bit, and never more than the step may take.</summary>
    public static (TimeSpan Takes, bool Measured) Of(StepConfig step, ImmutableDictionary<string, ImmutableArray<TimeSpan>> known)
    {
        var longest = StepRules.Longest(step);
        if (known.GetValueOrDefault(step.Id, []) is not { IsEmpty: false } seen) return (longest, false);
        var worst = seen.Max() * Margin + TimeSpan.FromSeconds(1);
        return (worst < longest ? worst : longest, true);
    }
}
