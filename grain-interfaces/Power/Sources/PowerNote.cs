using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Power.Sources;

/// <summary>What changed about a source.</summary>
[GenerateSerializer, Alias("nas.power-note-kind")]
public enum PowerNoteKind
{
    /// <summary>Between on line, on battery, lost and unknown.</summary>
    Standing,

    Contact,

    /// <summary>It has kept breaking and coming back for a day.</summary>
    Flapping,

    /// <summary>A forced shutdown that stood before we first looked; it is not acted on while mains is there.</summary>
    OldForcedShutdown,

    Voltage,

    /// <summary>The nominal voltage that the UPS gives is not what is seen.</summary>
    NominalVoltage,

    Regulation,
    Bypass,
    Overload,
    ReplaceBattery,

    /// <summary>A calibration or self-test, and how it ended.</summary>
    Test,

    /// <summary>The output is switched off.</summary>
    Output,

    Alarm,

    /// <summary>The charge fell while mains was there.</summary>
    BatteryAnomaly,

    BatteryHealth,

    /// <summary>One stage of a probe's verification.</summary>
    Check,

    /// <summary>The UPS shows a flag that is not known here.</summary>
    UnknownFlag,

    /// <summary>Somebody reset it.</summary>
    Reset,
}

[GenerateSerializer, Alias("nas.power-severity")]
public enum PowerSeverity
{
    Info,

    /// <summary>What was wrong is over.</summary>
    Good,

    Warning,
    Critical,
}

/// <summary>One change of a source, written and told once.</summary>
[GenerateSerializer, Immutable, Alias("nas.power-note")]
public sealed record PowerNote
{
    [Id(0)] public required PowerNoteKind Kind { get; init; }

    [Id(1)] public PowerSeverity Severity { get; init; }

    [Id(2)] public DateTimeOffset At { get; init; }

    [Id(3)] public string From { get; init; } = "";

    [Id(4)] public string To { get; init; } = "";

    /// <summary>One line for people, with the numbers in it.</summary>
    [Id(5)] public required string Text { get; init; }

    /// <summary>The same numbers for machines, such as <c>charge</c> and <c>limit</c>.</summary>
    [Id(6)] public ImmutableDictionary<string, double> Numbers { get; init; } = ImmutableDictionary<string, double>.Empty;
}
