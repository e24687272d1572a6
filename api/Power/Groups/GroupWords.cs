using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs;

namespace NasOrleans.Api.Power.Groups;

/// <summary>What is said of groups and runs in words.</summary>
internal static class GroupWords
{
    public static string Standing(PowerGroupSnapshot group)
    {
        if (group.Run is { } run) return Run(run);
        var due = group.Loads.Count(load => load.Standing is LoadStanding.Due or LoadStanding.GoingDown);
        var down = group.Loads.Count(load => load.Standing is LoadStanding.Ended or LoadStanding.Dark);
        var battery = group.Loads.Count(load => load.Standing is LoadStanding.OnBattery);
        if (due > 0) return $"{due} of {group.Loads.Length} loads are due to go down";
        if (down > 0) return $"{down} of {group.Loads.Length} loads were shut down";
        if (battery > 0) return $"{battery} of {group.Loads.Length} loads live on batteries";
        return group.Loads.Any(load => load.Standing is LoadStanding.Unknown) ? "Too little is known of its sources" : "All loads have power";
    }

    public static string Run(ShutdownRun run)
    {
        var steps = run.Phases.SelectMany(phase => phase.Steps).ToArray();
        var what = (run.Kind is RunKind.PowerOn ? "Bringing back" : "Shutting down") + (run.DryRun ? " (dry run)" : "");
        return run.State switch
        {
            RunState.Held => $"{what} is held; {steps.Count(step => step.HasEnded)} of {steps.Length} steps have ended",
            RunState.Running => $"{what}: {steps.Count(step => step.HasEnded)} of {steps.Length} steps have ended",
            RunState.Completed => $"{what} has ended as planned",
            RunState.Incomplete => $"{what} has ended; {steps.Count(step => step.State is StepState.Failed or StepState.Unknown)} steps failed or are not known to have come about",
            RunState.Cancelled => $"{what} was called off: mains is back",
            RunState.Aborted => $"{what} was aborted",
            _ => "The host it ran on went down",
        };
    }
}
