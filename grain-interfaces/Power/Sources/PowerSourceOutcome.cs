using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Power.Sources;

[GenerateSerializer, Alias("nas.power-refusal")]
public enum PowerRefusal
{
    None,
    NotFound,

    /// <summary>The configuration is wrong; <see cref="PowerSourceOutcome.Problems"/> says where.</summary>
    Invalid,

    /// <summary>It was deleted by somebody, and what asks is only a start value.</summary>
    Deleted,

    /// <summary>It was set by somebody, and what asks is only a start value.</summary>
    SetByUser,

    /// <summary>It could not be written down, so nothing was changed.</summary>
    Unwritten,
}

/// <summary>The answer to a change of a source: the source after it, or before a removal.</summary>
[GenerateSerializer, Immutable, Alias("nas.power-source-outcome")]
public sealed record PowerSourceOutcome
{
    [Id(0)] public PowerRefusal Refusal { get; init; }

    [Id(1)] public PowerSourceSnapshot? Source { get; init; }

    [Id(2)] public PowerSourceSnapshot? Before { get; init; }

    /// <summary>All that is wrong, at once.</summary>
    [Id(3)] public ImmutableArray<PowerProblem> Problems { get; init; } = [];
}

/// <summary>Something wrong in a configuration.</summary>
[GenerateSerializer, Immutable, Alias("nas.power-problem")]
public sealed record PowerProblem
{
    /// <summary>Such as <c>ups.statusInterval</c>.</summary>
    [Id(0)] public required string Field { get; init; }

    [Id(1)] public required string Message { get; init; }
}
