using NasOrleans.Simulators.Ups.Batteries;
using NasOrleans.Simulators.Ups.Profiles;

namespace NasOrleans.Simulators.Ups.Units;

/// <summary>What a UPS is made from.</summary>
internal sealed record UpsOptions
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public UpsMake Make { get; init; }

    public DischargeCurve Curve { get; init; }

    /// <summary>Load, a part of what the UPS is made for.</summary>
    public double Load { get; init; } = 0.25;

    public TimeSpan? AtFullLoad { get; init; }

    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long it says WAIT after the driver has connected.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the driver looks; zero: whatever is asked is of this moment.</summary>
    public TimeSpan PollInterval { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
