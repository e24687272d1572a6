using Orleans;

namespace NasOrleans.Systems;

/// <summary>Why a request for a system was refused; <see cref="None"/> when it was carried out.</summary>
[GenerateSerializer, Alias("nas.system-refusal")]
public enum SystemRefusal
{
    None,
    AlreadyExists,
    NotFound,

    /// <summary>It was deleted by somebody, and what asks is only a start value.</summary>
    Deleted,

    /// <summary>It was set by somebody, and what asks is only a start value.</summary>
    SetByUser,

    NoConnection,
}

/// <summary>The answer to a change of a system: the system after it, or before a removal.</summary>
[GenerateSerializer, Immutable, Alias("nas.system-outcome")]
public sealed record SystemOutcome
{
    [Id(0)] public SystemRefusal Refusal { get; init; }

    [Id(1)] public SystemSnapshot? System { get; init; }

    [Id(2)] public SystemSnapshot? Before { get; init; }
}
