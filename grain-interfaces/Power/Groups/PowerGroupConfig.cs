using System.Collections.Immutable;
using NasOrleans.Power.Runs.Steps;
using Orleans;

namespace NasOrleans.Power.Groups;

/// <summary>What a user wrote about sources, the loads that hang on them, and how these go down.</summary>
[GenerateSerializer, Immutable, Alias("nas.power-group-config")]
public sealed record PowerGroupConfig
{
    /// <summary>1 to 100 characters, shown to people.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>All sources that loads of this group hang on.</summary>
    [Id(1)] public ImmutableArray<PowerSourceId> Sources { get; init; } = [];

    [Id(2)] public ImmutableArray<LoadConfig> Loads { get; init; } = [];

    /// <summary>In the order in which they are gone through. A run holds those of its loads' steps that are due.</summary>
    [Id(3)] public ImmutableArray<PhaseConfig> Phases { get; init; } = [];

    /// <summary>Everything but the acts.</summary>
    [Id(4)] public bool DryRun { get; init; }

    [Id(5)] public CancelPolicy Cancel { get; init; } = new();

    [Id(6)] public PowerOnPolicy PowerOn { get; init; } = new();

    /// <summary>UPSes that are to switch themselves off at the end, before our own host goes off.</summary>
    [Id(7)] public ImmutableArray<UpsOffStep> UpsOff { get; init; } = [];
}

/// <summary>Steps that are done together, or one after the other.</summary>
[GenerateSerializer, Immutable, Alias("nas.phase-config")]
public sealed record PhaseConfig
{
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public bool Parallel { get; init; } = true;

    [Id(2)] public ImmutableArray<StepConfig> Steps { get; init; } = [];
}

/// <summary>What the return of mains means for a run.</summary>
[GenerateSerializer, Immutable, Alias("nas.cancel-policy")]
public sealed record CancelPolicy
{
    /// <summary>What has not begun is left out, but for loads past their point of no return.</summary>
    [Id(0)] public bool OnReturn { get; init; } = true;

    /// <summary>So long must mains stay. Nothing new is begun meanwhile, and the run goes on at once when it fails again; up to 5 min.</summary>
    [Id(1)] public TimeSpan After { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>How what was shut down is brought back.</summary>
[GenerateSerializer, Immutable, Alias("nas.power-on-policy")]
public sealed record PowerOnPolicy
{
    /// <summary>Percent that a battery of the load's sources must hold.</summary>
    [Id(0)] public double MinimumCharge { get; init; } = 50;

    /// <summary>So long must mains stay first.</summary>
    [Id(1)] public TimeSpan Delay { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Also when our own host went down meanwhile and is up again.</summary>
    [Id(2)] public bool AfterReboot { get; init; }
}
