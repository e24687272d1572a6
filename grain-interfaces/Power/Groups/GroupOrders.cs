using System.Collections.Immutable;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;
using Orleans;

namespace NasOrleans.Power.Groups;

[GenerateSerializer, Alias("nas.group-refusal")]
public enum GroupRefusal
{
    None,
    NotFound,

    /// <summary>The configuration is wrong; <see cref="PowerGroupOutcome.Problems"/> says where.</summary>
    Invalid,

    /// <summary>It was deleted by somebody, and what asks is only a start value.</summary>
    Deleted,

    /// <summary>It was set by somebody, and what asks is only a start value.</summary>
    SetByUser,

    /// <summary>The name does not match: an order that went astray must not hit another group.</summary>
    NotConfirmed,

    /// <summary>A run is under way.</summary>
    Busy,

    /// <summary>There is no such run under way.</summary>
    NoRun,

    /// <summary>There is no such step, or it cannot be left out any more.</summary>
    NoStep,

    /// <summary>It could not be written down, so nothing was begun.</summary>
    NotWritten,
}

/// <summary>The answer to a change of a group: the group after it, or before a removal.</summary>
[GenerateSerializer, Immutable, Alias("nas.power-group-outcome")]
public sealed record PowerGroupOutcome
{
    [Id(0)] public GroupRefusal Refusal { get; init; }

    [Id(1)] public PowerGroupSnapshot? Group { get; init; }

    [Id(2)] public PowerGroupSnapshot? Before { get; init; }

    /// <summary>All that is wrong, at once.</summary>
    [Id(3)] public ImmutableArray<PowerProblem> Problems { get; init; } = [];
}

/// <summary>The answer to an order about a run.</summary>
[GenerateSerializer, Immutable, Alias("nas.run-outcome")]
public sealed record RunOutcome
{
    [Id(0)] public GroupRefusal Refusal { get; init; }

    [Id(1)] public ShutdownRun? Run { get; init; }

    /// <summary>It had been ordered before; this is how it stands now.</summary>
    [Id(2)] public bool Repeated { get; init; }
}

/// <summary>Somebody wants loads to go down now.</summary>
[GenerateSerializer, Immutable, Alias("nas.run-start")]
public sealed record RunStart
{
    /// <summary>Made by whoever orders; the same id again is the same run, not another one.</summary>
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>The group's name once more, as people see it.</summary>
    [Id(1)] public required string Confirm { get; init; }

    /// <summary>All when empty.</summary>
    [Id(2)] public ImmutableArray<string> Loads { get; init; } = [];

    [Id(3)] public bool DryRun { get; init; }

    [Id(4)] public required string By { get; init; }

    [Id(5)] public required string Reason { get; init; }
}

/// <summary>Somebody steers a run that is under way.</summary>
[GenerateSerializer, Immutable, Alias("nas.run-order")]
public sealed record RunOrder
{
    [Id(0)] public required Guid Run { get; init; }

    [Id(1)] public required string By { get; init; }

    [Id(2)] public string Reason { get; init; } = "";
}

/// <summary>Somebody says that a crisis is over, or that it was none.</summary>
[GenerateSerializer, Immutable, Alias("nas.crisis-reset")]
public sealed record CrisisReset
{
    /// <summary>The group's name once more, as people see it.</summary>
    [Id(0)] public required string Confirm { get; init; }

    [Id(1)] public required string By { get; init; }

    [Id(2)] public required string Reason { get; init; }
}

/// <summary>What of a group hangs on a source, and how much of it is seen to be dark.</summary>
[GenerateSerializer, Immutable, Alias("nas.source-loads")]
public sealed record SourceLoads
{
    [Id(0)] public ImmutableArray<string> Loads { get; init; } = [];

    [Id(1)] public ImmutableArray<string> Dark { get; init; } = [];

    public bool AllDark => Dark.Length == Loads.Length;
}
