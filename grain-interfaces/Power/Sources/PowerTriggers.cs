using Orleans;

namespace NasOrleans.Power.Sources;

/// <summary>When a UPS counts as lost. The first condition that holds decides; zero switches one off. A forced shutdown and a battery that ends by its own word always count.</summary>
[GenerateSerializer, Immutable, Alias("nas.power-triggers")]
public sealed record PowerTriggers
{
    /// <summary>Lost below this charge in percent.</summary>
    [Id(0)] public double LowCharge { get; init; } = 20;

    /// <summary>Lost below this runtime.</summary>
    [Id(1)] public TimeSpan LowRuntime { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>Lost above this many percent per minute.</summary>
    [Id(2)] public double DepletionRate { get; init; } = 15;

    /// <summary>The span over which the rate is measured.</summary>
    [Id(3)] public TimeSpan DepletionWindow { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>The rate says nothing so soon after the transfer.</summary>
    [Id(4)] public TimeSpan DepletionGrace { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Lost after so long on battery, whatever the UPS says of its battery.</summary>
    [Id(5)] public TimeSpan LongOnBattery { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>What a UPS says of its battery settles only some time after the transfer: nothing but its own cry for help counts before.</summary>
    [Id(6)] public TimeSpan Stabilisation { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>While a UPS calibrates or tests itself, only a charge below this many percent counts.</summary>
    [Id(7)] public double TestFloor { get; init; } = 10;
}

/// <summary>How long a source may keep silent.</summary>
[GenerateSerializer, Immutable, Alias("nas.contact-limits")]
public sealed record ContactLimits
{
    /// <summary>Answers in a row that may fail before contact is in doubt.</summary>
    [Id(0)] public int StaleTolerance { get; init; } = 3;

    /// <summary>On line: how long contact may be in doubt before it is called lost.</summary>
    [Id(1)] public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>On battery: the decision that the source is lost falls within this time after the first missing answer, 2 to 300 s.</summary>
    [Id(2)] public TimeSpan Failsafe { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>When the voltage of the mains is bad. What is not given is derived from the nominal voltage, and that from the UPS or from what is seen.</summary>
[GenerateSerializer, Immutable, Alias("nas.voltage-limits")]
public sealed record VoltageLimits
{
    [Id(0)] public double? Nominal { get; init; }

    [Id(1)] public double? Low { get; init; }

    [Id(2)] public double? High { get; init; }

    /// <summary>Percent of the nominal voltage that are still good, where no limit is given.</summary>
    [Id(3)] public double Band { get; init; } = 10;

    /// <summary>Percent of the nominal voltage by which it must come back inside before it is good again.</summary>
    [Id(4)] public double Hysteresis { get; init; } = 1;

    /// <summary>How long it must be bad, or good again, to be called so.</summary>
    [Id(5)] public TimeSpan Sustained { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Percent off the nominal voltage from which it is bad at once.</summary>
    [Id(6)] public double Severe { get; init; } = 15;
}
