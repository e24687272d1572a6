using System.Collections.Immutable;

namespace NasOrleans.Power.Sources.Judging;

/// <summary>A time on battery, until mains is seen again.</summary>
internal sealed record OutageState
{
    public required PowerMoment Since { get; init; }

    /// <summary>When the UPS went to its battery: before the outage where a self-test turned into one.</summary>
    public required TimeSpan TransferAt { get; init; }

    /// <summary>The charge over the window, oldest first.</summary>
    public ImmutableArray<ChargeSample> Samples { get; init; } = [];

    /// <summary>Percent per minute; null while it would mean nothing.</summary>
    public double? Rate { get; init; }
}

internal readonly record struct ChargeSample(TimeSpan At, double Charge);

/// <summary>That a source is lost, and why; it stays so until mains is seen or somebody resets it.</summary>
internal sealed record LossState
{
    public required PowerCause Cause { get; init; }

    public required string Why { get; init; }

    public required PowerMoment Since { get; init; }
}
