using System.Collections.Immutable;

using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Runs;

/// <summary>Reading and changing parts of a run.</summary>
internal static class RunEdits
{
    private const int MostLines = 500;

    public static TimeSpan At(this ShutdownRun run, PowerMoment now) => now.Ticking - run.Origin;

    public static IEnumerable<RunStep> Steps(this ShutdownRun run) => run.Phases.SelectMany(phase => phase.Steps);

    public static RunStep? Find(this ShutdownRun run, string step) => run.Steps().FirstOrDefault(each => each.Config.Id == step);

    public static RunLoad? LoadOf(this ShutdownRun run, string load) => run.Loads.FirstOrDefault(each => each.Load == load);

    public static IEnumerable<RunStep> StepsOf(this ShutdownRun run, string load) => run.Steps().Where(step => step.Config.Load == load);

    public static ShutdownRun Change(this ShutdownRun run, Func<RunStep, bool> which, Func<RunStep, RunStep> change) => run with
    {
        Phases = [.. run.Phases.Select(phase => phase.Steps.Any(which)
            ? phase with { Steps = [.. phase.Steps.Select(step => which(step) ? change(step) : step)] }
            : phase)],
    };

    /// <summary>A step moves, and the timeline tells of it.</summary>
    public static ShutdownRun Move(this ShutdownRun run, RunStep step, StepState state, PowerMoment now, string text, Func<RunStep, RunStep>? more = null)
    {
        var moved = step with { State = state, Text = text };
        if (more is not null) moved = more(moved);
        return run.Change(each => each.Config.Id == step.Config.Id, _ => moved).Line(now, text, moved);
    }

    public static ShutdownRun End(this ShutdownRun run, RunStep step, StepState state, PowerMoment now, string text)
    {
        var at = run.At(now);
        return run.Move(step, state, now, text, each => each with
        {
            EndedAt = at,
            AskFirst = false,
            // A duration that nobody saw the end of would teach nonsense.
            Took = state is StepState.Confirmed or StepState.Acted && step.Attempts > 0 ? at - each.BegunAt : null,
        });
    }

    public static ShutdownRun Note(this ShutdownRun run, PowerMoment now, string text) => run.Line(now, text, null);

    private static ShutdownRun Line(this ShutdownRun run, PowerMoment now, string text, RunStep? step) => run with
    {
        Elapsed = run.At(now),
        Timeline = Kept(run.Timeline).Add(new()
        {
            At = now.Wall,
            Elapsed = run.At(now),
            Step = step?.Config.Id,
            State = step?.State,
            Text = run.DryRun ? "[DRY-RUN] " + text : text,
        }),
    };

    // The beginning says why, so the middle goes.
    private static ImmutableArray<RunLine> Kept(ImmutableArray<RunLine> lines) => lines.Length < MostLines ? lines : lines.RemoveAt(MostLines / 2);
}
