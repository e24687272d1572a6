namespace NasOrleans.Simulators.TrueNas.Estate.Smart;

public enum SelfTestKind { Short, Long, Conveyance, Offline }

public enum SelfTestState { Running, Passed, Failed, Aborted, Interrupted }

/// <summary>A self-test as the drive remembers it; what has become of it follows from the time.</summary>
public sealed record SelfTest(SelfTestKind Kind, DateTimeOffset Started, TimeSpan Takes)
{
    /// <summary>Power-on hours when it began.</summary>
    public int StartedAtHours { get; init; }

    /// <summary>The part of the way at which it meets an unreadable sector.</summary>
    public double? FailsAt { get; init; }

    public long FailingLba { get; init; }

    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Stopped by a reset of the host, not by a person.</summary>
    public bool WasReset { get; init; }

    /// <summary>Somebody had no patience: done, with the outcome that it would have had.</summary>
    public bool WasHurried { get; init; }
}
