namespace NasOrleans.Power.Runs.Steps;

/// <summary>How long things around the acts may take, so that every run ends.</summary>
internal static class StepTimes
{
    /// <summary>Between two questions, or two tries.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    /// <summary>A target that keeps silent when it is asked first is told all the same.</summary>
    public static readonly TimeSpan AskFirstFor = TimeSpan.FromSeconds(5);

    /// <summary>A protective run goes ahead when nothing could be written for so long.</summary>
    public static readonly TimeSpan WriteWithin = TimeSpan.FromSeconds(1);

    /// <summary>A run that a person started leaves out what could not be written for so long.</summary>
    public static readonly TimeSpan GiveUpWriting = TimeSpan.FromSeconds(10);

    /// <summary>Mains that comes and goes holds nobody up for longer, in all.</summary>
    public static readonly TimeSpan MostPause = TimeSpan.FromSeconds(60);

    /// <summary>A UPS whose loads are not dark by then stays on.</summary>
    public static readonly TimeSpan WaitForDark = TimeSpan.FromSeconds(30);

    /// <summary>Our own host goes off then, even if other groups are not ready.</summary>
    public static readonly TimeSpan WaitForOthers = TimeSpan.FromMinutes(2);

    public static readonly TimeSpan MostHold = TimeSpan.FromMinutes(15);

    /// <summary>A target that was never asked since the restart is asked once more, even if its time is up.</summary>
    public static readonly TimeSpan LastLook = TimeSpan.FromSeconds(10);

    public const int MostAttempts = 3;

    public static TimeSpan Around(StepConfig step) =>
        AskFirstFor + LastLook + Pace + GiveUpWriting + (step.UpsOff is not null ? WaitForDark : step.LocalHostOff is not null ? WaitForOthers : TimeSpan.Zero);
}
