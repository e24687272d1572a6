using System.Collections.Immutable;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;

namespace NasOrleans.Power.Groups.Budget;

/// <summary>When each step would begin and end if these loads went down now.</summary>
internal static class TimelineRules
{
    public static ImmutableArray<DrillLine> Lines(
        PowerGroupConfig config, Func<string, TimeSpan?> goesAt, ImmutableDictionary<string, ImmutableArray<TimeSpan>> durations)
    {
        var lines = ImmutableArray.CreateBuilder<DrillLine>();
        var free = TimeSpan.Zero;
        foreach (var phase in config.Phases)
        {
            var ends = free;
            var serial = free;
            foreach (var step in phase.Steps)
            {
                if (goesAt(step.Load) is not { } from) continue;
                var (takes, measured) = DurationRules.Of(step, durations);
                var ready = phase.Parallel ? free : serial;
                var begins = ready > from ? ready : from;
                serial = begins + takes;
                ends = ends > serial ? ends : serial;
                lines.Add(new()
                {
                    Phase = phase.Name,
                    Step = step.Id,
                    Load = step.Load,
                    Begins = begins,
                    Ends = begins + takes,
                    Measured = measured,
                    Text = StepRules.Does(step),
                });
            }

            free = ends;
        }

        return [.. lines.OrderBy(line => line.Begins).ThenBy(line => line.Ends)];
    }

    /// <summary>What each load takes from the decision to the end of its last step, when all go at once.</summary>
    public static ImmutableDictionary<string, TimeSpan> Takes(PowerGroupConfig config, ImmutableDictionary<string, ImmutableArray<TimeSpan>> durations) =>
        Lines(config, _ => TimeSpan.Zero, durations).GroupBy(line => line.Load).ToImmutableDictionary(load => load.Key, load => load.Max(line => line.Ends));
}
