namespace NasOrleans.Simulators.TrueNas.Estate.Smart;

/// <summary>What a self-test has come to at a moment.</summary>
public static class SelfTestRules
{
    public static TimeSpan Takes(SelfTestKind kind) => kind switch
    {
        SelfTestKind.Short => TimeSpan.FromSeconds(90),
        SelfTestKind.Long => TimeSpan.FromSeconds(480),
        SelfTestKind.Conveyance => TimeSpan.FromSeconds(120),
        _ => TimeSpan.FromSeconds(60),
    };

    public static DateTimeOffset EndsAt(SelfTest test) => test.StoppedAt ?? test.Started + test.Takes * (test.FailsAt ?? 1);

    public static SelfTestState StateAt(SelfTest test, DateTimeOffset now) => test switch
    {
        { StoppedAt: not null, WasReset: true } => SelfTestState.Interrupted,
        { StoppedAt: not null } => SelfTestState.Aborted,
        _ when !test.WasHurried && now < EndsAt(test) => SelfTestState.Running,
        { FailsAt: not null } => SelfTestState.Failed,
        _ => SelfTestState.Passed,
    };

    /// <summary>Drives count down in tenths and say 90 % as soon as they have begun, 10 % until they are done; 0 when the test is over.</summary>
    public static int RemainingPercent(SelfTest test, DateTimeOffset now) => StateAt(test, now) switch
    {
        SelfTestState.Passed => 0,
        SelfTestState.Running => Tenths(test, now),
        SelfTestState.Failed => Tenths(test, test.Started + test.Takes * test.FailsAt!.Value),
        _ => Tenths(test, test.StoppedAt!.Value),
    };

    private static int Tenths(SelfTest test, DateTimeOffset now) =>
        10 * Math.Clamp(10 - (int)Math.Floor(10 * ((now - test.Started) / test.Takes) + 1e-9), 1, 9);
}
