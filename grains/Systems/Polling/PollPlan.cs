using System.Collections.Immutable;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Systems.Polling;

/// <summary>When a NAS is asked for what. All moments are measured from the waking of its grain, on a clock that nobody sets.</summary>
internal sealed record PollPlan
{
    /// <summary>The next regular poll, or the next try after one that failed.</summary>
    public TimeSpan DueAt { get; init; }

    public TimeSpan? LastStarted { get; init; }

    public int Failures { get; init; }

    /// <summary>The last failure was one that asking again soon makes worse.</summary>
    public bool Slow { get; init; }

    /// <summary>From when on each part that was read is to be read again.</summary>
    public ImmutableDictionary<InventoryPart, TimeSpan> ReadAgainAt { get; init; } = ImmutableDictionary<InventoryPart, TimeSpan>.Empty;

    /// <summary>Parts that something pulled ahead, and when.</summary>
    public ImmutableDictionary<InventoryPart, TimeSpan> Pulled { get; init; } = ImmutableDictionary<InventoryPart, TimeSpan>.Empty;
}
