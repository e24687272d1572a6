namespace NasOrleans.Power.Sources;

/// <summary>What is made of time that passed while nobody looked.</summary>
internal static class ClockRules
{
    /// <summary>From tick to tick.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Nothing older is acted on.</summary>
    public static readonly TimeSpan OldestToActOn = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MostDisagreement = TimeSpan.FromSeconds(2);

    /// <summary>We did not run for a while: frozen, starved, or started again.</summary>
    public static bool IsLate(PowerMoment last, PowerMoment now) => now.Ticking - last.Ticking > LateAfter;

    /// <summary>The clocks disagree: one was set, or the whole machine stood still, and the steady clock with it.</summary>
    public static bool Jumped(PowerMoment last, PowerMoment now) =>
        (now.Wall - last.Wall - (now.Ticking - last.Ticking)).Duration() > MostDisagreement;

    /// <summary>
    /// Where the steady clock of a new process starts, so that it goes on where the one that wrote <paramref name="saved"/> stopped: later by what passed on the
    /// wall, which is never less than nothing, and never more than this boot has lasted.
    /// </summary>
    public static TimeSpan Continue(PowerMoment saved, DateTimeOffset wall, TimeSpan uptime)
    {
        var passed = wall - saved.Wall;
        if (passed > uptime) passed = uptime;
        return saved.Ticking + (passed > TimeSpan.Zero ? passed : TimeSpan.Zero);
    }
}
