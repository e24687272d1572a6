namespace NasOrleans.Simulators.TrueNas.Appliances;

/// <summary>What a system is made from.</summary>
internal sealed record ApplianceOptions
{
    public required int Number { get; init; }

    public required string Name { get; init; }

    public required Release Release { get; init; }

    public Profile Profile { get; init; } = Profile.Small;

    public int Seed { get; init; }

    public PowerTimes PowerTimes { get; init; } = new();

    /// <summary>When a socket is cut on which the NAS has said nothing; null by release.</summary>
    public TimeSpan? IdleCut { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
