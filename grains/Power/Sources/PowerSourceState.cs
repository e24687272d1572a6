using System.Collections.Immutable;
using NasOrleans.Power.Sources.Orders;
using NasOrleans.Power.Sources.Probes;

namespace NasOrleans.Power.Sources;

/// <summary>A power source as the journal keeps it: what was set, and what was seen of it.</summary>
internal sealed record PowerSourceState
{
    /// <summary>Null when it was removed, or never was.</summary>
    public PowerSourceConfig? Config { get; init; }

    public PowerOrigin Origin { get; init; }

    public DateTimeOffset? SetAt { get; init; }

    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>Sealed.</summary>
    public string? Password { get; init; }

    /// <summary>Sealed.</summary>
    public string? Authorization { get; init; }

    public long Revision { get; init; }

    /// <summary>The latest orders, newest first; each is written before it goes out.</summary>
    public ImmutableArray<GivenOrder> Orders { get; init; } = [];

    public UpsState? Ups { get; init; }

    public ProbeState? Probe { get; init; }
}

/// <summary>An order and what came of it; nobody knows what while it is under way.</summary>
internal sealed record GivenOrder(UpsOrder Order, UpsOrderOutcome Outcome, DateTimeOffset At);
