using System.Collections.Immutable;
using NasOrleans.Protocols;
using NasOrleans.Protocols.HostActions;
using NasOrleans.Protocols.HostActions.Workloads;

namespace NasOrleans.Power.Runs.Targets.Workloads;

/// <summary>Which of an engine's workloads a step is about.</summary>
internal sealed record WorkloadChoice
{
    /// <summary>All that run when empty.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    public ImmutableArray<string> Except { get; init; } = [];

    /// <summary>What each gets to end by itself.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Those that do not end by themselves are switched off later.</summary>
    public bool CanBeForced { get; init; }

    /// <summary>That the engine still waits for them means that it told them.</summary>
    public bool LateIsTold { get; init; }
}

internal static class WorkloadChoiceRules
{
    /// <summary>In the order in which they were named.</summary>
    public static ImmutableArray<Workload> Chosen(WorkloadChoice choice, ImmutableArray<Workload> running)
    {
        var left = running.Where(each => !choice.Except.Any(name => Is(each, name)));
        return choice.Names.IsEmpty ? [.. left] : [.. choice.Names.SelectMany(name => left.Where(each => Is(each, name))).Distinct()];
    }

    /// <summary>
    /// Once some were told, all are watched, and what still runs then is switched off where that is wanted: one that refuses must not keep the others
    /// from their hard way, nor itself.
    /// </summary>
    public static StepAnswer Told(WorkloadChoice choice, ImmutableArray<Workload> which, ImmutableArray<ActResult> results)
    {
        var text = Text(which, results, "asked to end");
        if (results.All(result => result.End == ActEnd.NotSent)) return new(AnswerKind.NotSent, text);
        if (results.Any(result => result.End == ActEnd.Done || (choice.LateIsTold && result.End == ActEnd.TimedOut))) return new(AnswerKind.Taken, text);
        if (results.Any(result => result.End is ActEnd.Unclear or ActEnd.TimedOut)) return new(AnswerKind.Unclear, text);
        return new(choice.CanBeForced ? AnswerKind.Taken : AnswerKind.Refused, text);
    }

    /// <summary>Those that were not reached are to be told again: whatever runs then is switched off, and no other.</summary>
    public static StepAnswer Forced(ImmutableArray<Workload> which, ImmutableArray<ActResult> results)
    {
        var kind = results.Any(result => result.End == ActEnd.NotSent) ? AnswerKind.NotSent
            : results.Any(result => result.End is ActEnd.Unclear or ActEnd.TimedOut) ? AnswerKind.Unclear
            : results.Any(result => result.End == ActEnd.Refused) ? AnswerKind.Refused
            : AnswerKind.Taken;
        return new(kind, Text(which, results, "switched off"));
    }

    /// <summary>That one runs does not show whether it was told: it counts as if it was not.</summary>
    public static StepSeen Seen(ImmutableArray<Workload> chosen) => chosen.IsEmpty
        ? new(StepSight.Done, "None of them runs")
        : new(StepSight.Untouched, $"{chosen.Length} still run: {Names(chosen)}");

    private static string Text(ImmutableArray<Workload> which, ImmutableArray<ActResult> results, string told)
    {
        var failed = which.Zip(results).Where(each => each.Second.End != ActEnd.Done).ToArray();
        return failed.Length == 0
            ? $"{which.Length} were {told}: {Names(which)}"
            : $"{which.Length - failed.Length} of {which.Length} were {told}; {string.Join("; ", failed.Take(3).Select(each => $"'{each.First.Name}': {each.Second.Text}"))}";
    }

    private static string Names(ImmutableArray<Workload> which) =>
        string.Join(", ", which.Take(10).Select(each => each.Name)) + (which.Length > 10 ? ", …" : "");

    private static bool Is(Workload workload, string name) => workload.Name == name || workload.Id == name || (name.StartsWith('/') && workload.Id == name.TrimEnd('/'));
}
