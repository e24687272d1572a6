using System.Collections.Immutable;
using NasOrleans.Systems;
using Orleans;

namespace NasOrleans.Fleet;

/// <summary>A place in a sequence of changes. Another epoch is another sequence: then everything is told anew.</summary>
[GenerateSerializer, Immutable, Alias("nas.fleet-cursor")]
public readonly record struct FleetCursor([property: Id(0)] Guid Epoch, [property: Id(1)] long Version)
{
    /// <summary>Before the first change.</summary>
    public static FleetCursor Start => default;
}

/// <summary>A system that is no more; what was said of it up to this revision no longer counts.</summary>
[GenerateSerializer, Immutable, Alias("nas.fleet-removal")]
public readonly record struct FleetRemoval([property: Id(0)] SystemId Id, [property: Id(1)] long Revision);

/// <summary>What changed after a cursor; with <see cref="Full"/> set, all there is instead.</summary>
[GenerateSerializer, Immutable, Alias("nas.fleet-changes")]
public sealed record FleetChanges
{
    [Id(0)] public FleetCursor Cursor { get; init; }

    [Id(1)] public bool Full { get; init; }

    [Id(2)] public ImmutableArray<SystemSnapshot> Systems { get; init; } = [];

    [Id(3)] public ImmutableArray<FleetRemoval> Removed { get; init; } = [];
}
