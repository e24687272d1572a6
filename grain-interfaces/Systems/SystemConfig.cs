using Orleans;

namespace NasOrleans.Systems;

/// <summary>What a user wrote about a system.</summary>
[GenerateSerializer, Immutable, Alias("nas.system-config")]
public sealed record SystemConfig
{
    /// <summary>1 to 100 characters, shown to people.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>DNS name or address of the NAS; empty when only a webhook reports it.</summary>
    [Id(1)] public string Host { get; init; } = "";
}
