using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources.Judging;

/// <summary>What the triggers look at, at one moment. All of it is fresh, or null.</summary>
internal sealed record BatteryFacts
{
    public required UpsStatus Status { get; init; }

    /// <summary>A forced shutdown that is to be acted on.</summary>
    public bool ForcedShutdown { get; init; }

    /// <summary>Calibration or self-test with the mains there, as far as anybody can tell.</summary>
    public bool Deliberate { get; init; }

    /// <summary>The UPS measures that there is no mains.</summary>
    public bool MainsMissing { get; init; }

    /// <summary>Of the outage; zero when there is none.</summary>
    public TimeSpan OnBatteryFor { get; init; }

    public TimeSpan SinceTransfer { get; init; }

    public double? Charge { get; init; }

    /// <summary>In seconds.</summary>
    public double? Runtime { get; init; }

    public double? Rate { get; init; }
}

/// <summary>A trigger that holds, and the numbers that say so.</summary>
internal sealed record Firing(PowerCause Cause, string Why);
