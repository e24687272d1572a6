namespace NasOrleans.Simulators.TrueNas.Appliances;

/// <summary>What a system is made from.</summary>
internal sealed record ApplianceOptions
{
    public required int Number { get; init; }

    public required string Name { get; init; }

    public required Release Release { get; init; }

    public Profile Profile { get; init; } = Profile.Small;

    public int Seed { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
