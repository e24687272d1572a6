using Orleans;

namespace NasOrleans.Systems.Connections;

/// <summary>What is needed to shut a system down when nobody can ask its grain. Its secrets are sealed, under an identity of their own.</summary>
[GenerateSerializer, Immutable, Alias("nas.system-lifeline")]
public sealed record SystemLifeline
{
    [Id(0)] public required ConnectionConfig Config { get; init; }

    [Id(1)] public string? SealedApiKey { get; init; }

    [Id(2)] public string? SealedPassword { get; init; }

    [Id(3)] public string? SealedSshKey { get; init; }

    /// <summary>In which language it was spoken to: none that protects less is taken.</summary>
    [Id(4)] public TransportMode Spoken { get; init; }

    /// <summary>One of a pair: the node that stands by goes down first.</summary>
    [Id(5)] public bool IsPair { get; init; }
}
