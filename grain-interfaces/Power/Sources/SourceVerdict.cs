using Orleans;

namespace NasOrleans.Power.Sources;

/// <summary>What a source means for the loads that hang on it.</summary>
[GenerateSerializer, Alias("nas.power-standing")]
public enum PowerStanding
{
    /// <summary>Nothing valid is known in this boot, or not any more; no ground to shut anything down by itself.</summary>
    Unknown,

    OnLine,

    /// <summary>It lives on its battery, and that may still go well.</summary>
    OnBattery,

    /// <summary>A trigger fired, or contact was lost on battery for longer than the failsafe: as good as dark.</summary>
    Lost,
}

/// <summary>Why a source counts as lost. In the order in which they are looked at; the first that holds is named.</summary>
[GenerateSerializer, Alias("nas.power-cause")]
public enum PowerCause
{
    /// <summary>The UPS or its primary said that all is to go down.</summary>
    ForcedShutdown,

    /// <summary>On battery, and the UPS itself says that it is ending.</summary>
    BatteryEnding,

    LowCharge,
    LowRuntime,
    FastDepletion,
    LongOnBattery,

    /// <summary>Nobody knows how it stands, and it was last seen on battery.</summary>
    ContactLost,

    /// <summary>A probe failed as often as it must.</summary>
    ProbeFailed,
}

/// <summary>The judgement of a source, as handed to the groups that follow it.</summary>
[GenerateSerializer, Immutable, Alias("nas.source-verdict")]
public sealed record SourceVerdict
{
    [Id(0)] public required PowerStanding Standing { get; init; }

    /// <summary>Set when it is lost.</summary>
    [Id(1)] public PowerCause? Cause { get; init; }

    /// <summary>One line with the numbers that led to it.</summary>
    [Id(2)] public string Why { get; init; } = "";

    /// <summary>Since when it stands so.</summary>
    [Id(3)] public DateTimeOffset Since { get; init; }

    /// <summary>When this outage began; null on line. A second outage has another beginning.</summary>
    [Id(4)] public DateTimeOffset? OutageSince { get; init; }

    /// <summary>The last valid observation of this boot showed it on battery.</summary>
    [Id(5)] public bool LastSeenOnBattery { get; init; }

    /// <summary>How long nothing valid was known, at the moment of this answer, by a monotonic clock; zero when the latest answer was good.</summary>
    [Id(6)] public TimeSpan UnknownFor { get; init; }

    /// <summary>
    /// How old what this stands on is, at the moment of this answer, by a monotonic clock: the latest answer of the source, or the latest that failed to come.
    /// Null when there was none since the start of the process.
    /// </summary>
    [Id(7)] public TimeSpan? Age { get; init; }

    /// <summary>Percent; null when the source does not say, or says nonsense.</summary>
    [Id(8)] public double? Charge { get; init; }

    [Id(9)] public TimeSpan? Runtime { get; init; }

    /// <summary>Percent of what the UPS can carry.</summary>
    [Id(10)] public double? Load { get; init; }

    /// <summary>Others that watch this UPS were told by us to go down, and still have time to.</summary>
    [Id(11)] public bool AwaitsOthers { get; init; }
}
