using System.Collections.Immutable;

namespace NasOrleans.Simulators.Ups.Scenarios;

/// <summary>Makes plain steps, in their order in time, out of those that are undone later or come several times.</summary>
internal static class ScenarioRules
{
    private static readonly TimeSpan Blink = TimeSpan.FromSeconds(2);

    public static ImmutableArray<ScenarioStep> Plan(IEnumerable<ScenarioStep> steps, Func<string, IStage?> stage) =>
        [.. steps.SelectMany(step => Repeat(step)).SelectMany(step => Undone(step, stage(step.Stage))).OrderBy(step => step.At)];

    /// <summary>A flicker is some outages, one after the other.</summary>
    private static IEnumerable<ScenarioStep> Repeat(ScenarioStep step)
    {
        if (step.What != "flicker") return [step];
        var off = Durations.Parse(step.Text("off")) ?? Blink;
        var on = Durations.Parse(step.Text("on")) ?? Blink;
        return Enumerable.Range(0, (int)Math.Clamp(step.Number("times", 3), 1, 10_000))
            .Select(time => step with { What = "outage", At = step.At + time * (off + on), For = off });
    }

    private static IEnumerable<ScenarioStep> Undone(ScenarioStep step, IStage? stage)
    {
        yield return step with { For = null };
        if (step.For is { } length && stage?.Opposite(step.What) is { } opposite) yield return step with { At = step.At + length, What = opposite, For = null };
    }
}
