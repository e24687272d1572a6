using System.Collections.Immutable;

namespace NasOrleans.Power.Sources.Machines;

internal sealed record VoltageTrack
{
    public VoltageState State { get; init; }

    public PowerMoment? Since { get; init; }

    /// <summary>Where it seems to go, and since when; told once that has lasted.</summary>
    public VoltageState Towards { get; init; }

    public TimeSpan? TowardsSince { get; init; }

    /// <summary>The furthest from the nominal voltage since it left the good.</summary>
    public double? Worst { get; init; }

    /// <summary>The first plausible readings on line.</summary>
    public ImmutableArray<double> FirstSeen { get; init; } = [];

    public bool MismatchTold { get; init; }
}

/// <summary>Where the voltage of the mains is good, and how that is known.</summary>
internal sealed record VoltageBand(double Nominal, string From, double Low, double High);
