using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Power.Sources;

/// <summary>What a UPS says of itself, and what is made of it. A number that is missing or nonsense is null.</summary>
[GenerateSerializer, Immutable, Alias("nas.ups-snapshot")]
public sealed record UpsSnapshot
{
    /// <summary>As it came, such as <c>OB DISCHRG</c>.</summary>
    [Id(0)] public string Status { get; init; } = "";

    /// <summary>Flags in it that are not known here.</summary>
    [Id(1)] public ImmutableArray<string> UnknownFlags { get; init; } = [];

    [Id(2)] public double? Charge { get; init; }

    [Id(3)] public TimeSpan? Runtime { get; init; }

    /// <summary>Percent of what it can carry.</summary>
    [Id(4)] public double? Load { get; init; }

    /// <summary>Percent per minute; null while nothing can be said.</summary>
    [Id(5)] public double? DepletionRate { get; init; }

    [Id(6)] public TimeSpan? OnBatteryFor { get; init; }

    [Id(7)] public double? Watts { get; init; }

    /// <summary>The watts are made from load and nominal power.</summary>
    [Id(8)] public bool WattsEstimated { get; init; }

    [Id(9)] public double? BatteryVolts { get; init; }

    [Id(10)] public double? OutputVolts { get; init; }

    [Id(11)] public double? Hertz { get; init; }

    [Id(12)] public double? Celsius { get; init; }

    [Id(13)] public VoltageSnapshot Voltage { get; init; } = new();

    [Id(14)] public Regulation Regulation { get; init; }

    [Id(15)] public bool Bypass { get; init; }

    [Id(16)] public bool Overloaded { get; init; }

    [Id(17)] public bool ReplaceBattery { get; init; }

    /// <summary>It says itself that the battery is low.</summary>
    [Id(18)] public bool LowBattery { get; init; }

    [Id(19)] public bool OutputOff { get; init; }

    [Id(20)] public UpsTest Test { get; init; }

    /// <summary>What the UPS says of its latest self-test.</summary>
    [Id(21)] public string? TestResult { get; init; }

    [Id(22)] public bool Alarm { get; init; }

    [Id(23)] public string? AlarmText { get; init; }

    [Id(24)] public bool ForcedShutdown { get; init; }

    [Id(25)] public BatterySnapshot Battery { get; init; } = new();

    [Id(26)] public string? Manufacturer { get; init; }

    [Id(27)] public string? Model { get; init; }

    [Id(28)] public string? Serial { get; init; }

    [Id(29)] public string? Firmware { get; init; }

    /// <summary>Everything, as it came.</summary>
    [Id(30)] public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    [Id(31)] public TimeSpan? VariablesAge { get; init; }
}

[GenerateSerializer, Alias("nas.regulation")]
public enum Regulation
{
    None,
    Boost,
    Trim,
}

[GenerateSerializer, Alias("nas.ups-test")]
public enum UpsTest
{
    None,
    SelfTest,
    Calibration,
}

[GenerateSerializer, Alias("nas.voltage-state")]
public enum VoltageState
{
    Unknown,
    Normal,
    Low,
    High,
}

/// <summary>The voltage of the mains, and where it would be bad.</summary>
[GenerateSerializer, Immutable, Alias("nas.voltage-snapshot")]
public sealed record VoltageSnapshot
{
    [Id(0)] public VoltageState State { get; init; }

    [Id(1)] public double? Volts { get; init; }

    [Id(2)] public double? Nominal { get; init; }

    [Id(3)] public double? Low { get; init; }

    [Id(4)] public double? High { get; init; }

    /// <summary>Where the nominal voltage comes from: <c>set</c>, <c>ups</c>, <c>observed</c> or <c>assumed</c>.</summary>
    [Id(5)] public string NominalFrom { get; init; } = "";

    [Id(6)] public DateTimeOffset? Since { get; init; }
}

/// <summary>How the battery holds up over the months.</summary>
[GenerateSerializer, Immutable, Alias("nas.battery-snapshot")]
public sealed record BatterySnapshot
{
    /// <summary>0 to 100; null while too little is known.</summary>
    [Id(0)] public double? Health { get; init; }

    /// <summary>What share of the judgement rests on something known, 0 to 1.</summary>
    [Id(1)] public double Known { get; init; }

    [Id(2)] public double? AgeYears { get; init; }

    /// <summary>Points of health per 30 days; negative when it ages.</summary>
    [Id(3)] public double? Trend { get; init; }

    /// <summary>When it should be replaced, if it goes on ageing like this.</summary>
    [Id(4)] public DateTimeOffset? ReplaceBy { get; init; }

    /// <summary>Sudden losses of charge on line in the last 90 days.</summary>
    [Id(5)] public int Anomalies { get; init; }
}
