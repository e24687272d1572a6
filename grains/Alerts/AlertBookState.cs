using System.Collections.Immutable;

namespace NasOrleans.Alerts;

/// <summary>One alert per key: the active ones, and the latest that were cleared.</summary>
internal sealed record AlertBookState
{
    public ImmutableArray<Alert> Alerts { get; init; } = [];
}
