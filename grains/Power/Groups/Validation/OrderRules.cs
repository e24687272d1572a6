using System.Collections.Immutable;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups.Validation;

/// <summary>
/// Whether the order can be right: our own host is last, and a host that carries the server of a source goes after everything that hangs
/// on that source, since with it goes what we know of the battery.
/// </summary>
internal static class OrderRules
{
    public static List<PowerProblem> Problems(PowerGroupConfig config)
    {
        var problems = new List<PowerProblem>();
        problems.AddRange(LocalLast(config));
        var after = config.Loads.ToImmutableDictionary(load => load.Id, load => MustOutlast(config, load).ToImmutableArray(), StringComparer.Ordinal);
        var cycle = config.Loads.Select(load => load.Id).Where(load => Reaches(after, load, load)).Order(StringComparer.Ordinal).ToImmutableArray();
        if (cycle.Length > 0)
            problems.Add(GroupConfigRules.Of("loads", $"{string.Join(", ", cycle.Select(load => $"'{load}'"))} each carry the server of a source that another of them hangs on: none of them can go last"));
        foreach (var load in config.Loads.Where(load => !cycle.Contains(load.Id)))
        {
            foreach (var other in after[load.Id].Where(other => !cycle.Contains(other)))
            {
                if (!GoesAfter(config, load.Id, other)) problems.Add(GroupConfigRules.Of("phases", $"'{load.Id}' carries the server of a source that '{other}' hangs on, and must go down after it"));
                if (ShedBefore(config, load, other)) problems.Add(GroupConfigRules.Of("loads", $"'{load.Id}' carries the server of a source that '{other}' hangs on, and must not be shed before it"));
            }
        }
        return problems;
    }

    private static List<PowerProblem> LocalLast(PowerGroupConfig config)
    {
        var problems = new List<PowerProblem>();
        var steps = config.Phases.SelectMany((phase, at) => phase.Steps.Select((step, index) => (Step: step, Phase: phase, At: at, Last: phase.Parallel ? phase.Steps.Length == 1 : index == phase.Steps.Length - 1))).ToArray();
        var off = steps.Where(each => each.Step.LocalHostOff is not null).ToArray();
        if (off.Length > 1) problems.Add(GroupConfigRules.Of("phases", "our own host goes off once"));
        if (off.Length > 0 && (off[0].At != config.Phases.Length - 1 || !off[0].Last)) problems.Add(GroupConfigRules.Of("phases", "our own host goes off in the last step of the last phase"));
        if (config.Loads.FirstOrDefault(load => load.Local) is { Shedding: { } shedding } local)
        {
            foreach (var other in config.Loads.Where(load => load.Id != local.Id && (load.Shedding?.Level ?? int.MaxValue) > shedding.Level))
                problems.Add(GroupConfigRules.Of("loads", $"'{local.Id}' is the host that we run on, and must not be shed before '{other.Id}'"));
        }
        return problems;
    }

    private static IEnumerable<string> MustOutlast(PowerGroupConfig config, LoadConfig load) => config.Loads
        .Where(other => other.Id != load.Id && load.Serves.Any(source => other.Feeds.Contains(source)))
        .Select(other => other.Id);

    // What is taken dark counts; in the same parallel phase nobody waits for the other.
    private static bool GoesAfter(PowerGroupConfig config, string load, string other)
    {
        var own = Position(config, step => step.Load == load && StepRules.Kind(step) is StepKind.TrueNas or StepKind.Host or StepKind.LocalHostOff or StepKind.Ipmi && step.Load == load);
        var others = Position(config, step => step.Load == other);
        return own.Length == 0 || others.Length == 0 || others.Max() < own.Min();
    }

    private static double[] Position(PowerGroupConfig config, Func<StepConfig, bool> which) =>
    [
        .. from phase in config.Phases.Select((phase, at) => (Phase: phase, At: at))
           from step in phase.Phase.Steps.Select((step, index) => (Step: step, Index: index))
           where which(step.Step)
           select phase.At + (phase.Phase.Parallel ? 0 : step.Index / 1000.0),
    ];

    private static bool ShedBefore(PowerGroupConfig config, LoadConfig load, string other) =>
        load.Shedding is { } shedding && (config.Loads.First(each => each.Id == other).Shedding?.Level ?? int.MaxValue) > shedding.Level;

    private static bool Reaches(ImmutableDictionary<string, ImmutableArray<string>> after, string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(after[from]);
        while (open.TryPop(out var at))
        {
            if (at == to) return true;
            if (!seen.Add(at)) continue;
            foreach (var next in after.GetValueOrDefault(at, [])) open.Push(next);
        }

        return false;
    }
}
