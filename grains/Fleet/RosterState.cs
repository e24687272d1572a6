using System.Collections.Immutable;

namespace NasOrleans.Fleet;

/// <summary>The grains to keep awake, by their full ids.</summary>
internal sealed record RosterState
{
    public ImmutableSortedSet<string> Members { get; init; } = [];
}
