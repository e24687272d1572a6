using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups;

/// <summary>A group as the journal keeps it: what was set, and what it went through.</summary>
internal sealed record PowerGroupState
{
    /// <summary>Null when it was removed, or never was.</summary>
    public PowerGroupConfig? Config { get; init; }

    public PowerOrigin Origin { get; init; }

    public DateTimeOffset? SetAt { get; init; }

    public DateTimeOffset? RemovedAt { get; init; }

    public long Revision { get; init; }

    public GroupState Group { get; init; } = new();
}
