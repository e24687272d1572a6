namespace NasOrleans.Systems;

/// <summary>What is kept of a system. Without a configuration there is none: never added, or removed.</summary>
internal sealed record SystemState
{
    public SystemConfig? Config { get; init; }

    public SystemStatus Status { get; init; }

    public DateTimeOffset? LastSeen { get; init; }

    public DateTimeOffset StatusSince { get; init; }

    public long Revision { get; init; }

    /// <summary>The alert book has not yet confirmed what the status means for it.</summary>
    public bool AlertPending { get; init; }
}
