using NasOrleans.Secrets;
using Orleans;

namespace NasOrleans.Power.Sources;

/// <summary>What a user wrote about a power source: a UPS or a probe, exactly one of them.</summary>
[GenerateSerializer, Immutable, Alias("nas.power-source-config")]
public sealed record PowerSourceConfig
{
    /// <summary>1 to 100 characters, shown to people.</summary>
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public NutUpsConfig? Ups { get; init; }

    [Id(2)] public ProbeConfig? Probe { get; init; }

    /// <summary>Of a UPS; a probe has none.</summary>
    [Id(3)] public PowerTriggers Triggers { get; init; } = new();

    [Id(4)] public ContactLimits Contact { get; init; } = new();

    [Id(5)] public VoltageLimits Voltage { get; init; } = new();
}

/// <summary>What a source proves itself with. In a change, null keeps what is stored and an empty text removes it.</summary>
[GenerateSerializer, Immutable, Alias("nas.power-source-secrets")]
public sealed record PowerSourceSecrets
{
    /// <summary>Of the user at the NUT server.</summary>
    [Id(0)] public Secret? Password { get; init; }

    /// <summary>What an HTTP probe sends as its <c>Authorization</c> header.</summary>
    [Id(1)] public Secret? Authorization { get; init; }
}

/// <summary>Who set a source; the file it started from never overrules a person.</summary>
[GenerateSerializer, Alias("nas.power-origin")]
public enum PowerOrigin
{
    User,
    File,
    Environment,
}
