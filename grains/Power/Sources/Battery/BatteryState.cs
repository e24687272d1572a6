using System.Collections.Immutable;

namespace NasOrleans.Power.Sources.Battery;

/// <summary>What is remembered of a battery over months.</summary>
internal sealed record BatteryState
{
    /// <summary>Runtime times load of a full battery, a day at a time, newest last: what it promises.</summary>
    public ImmutableArray<BatteryDay> Promises { get; init; } = [];

    /// <summary>What outages showed it to give, newest last: percent of load times minutes for each percent of charge.</summary>
    public ImmutableArray<BatteryYield> Yields { get; init; } = [];

    public ImmutableArray<DateTimeOffset> Anomalies { get; init; } = [];

    public bool? TestPassed { get; init; }

    public DateTimeOffset? TestedAt { get; init; }

    /// <summary>When it was made or put in.</summary>
    public DateTimeOffset? Born { get; init; }

    public bool ReplaceAsked { get; init; }

    /// <summary>The judgement, a day at a time, newest last.</summary>
    public ImmutableArray<BatteryDay> Scores { get; init; } = [];

    /// <summary>The lowest tier that was told of: 50, 30 or 15; 100 when none was.</summary>
    public int Told { get; init; } = 100;

    /// <summary>The discharge that is being measured.</summary>
    public YieldMeter? Meter { get; init; }
}

internal readonly record struct BatteryDay(DateTimeOffset Day, double Value);

internal readonly record struct BatteryYield(DateTimeOffset At, double Value);

internal sealed record YieldMeter
{
    public required TimeSpan Since { get; init; }

    public required double FromCharge { get; init; }

    /// <summary>Percent of load times minutes so far.</summary>
    public double Work { get; init; }

    public required TimeSpan At { get; init; }

    public required double Charge { get; init; }
}
