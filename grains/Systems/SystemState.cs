using System.Collections.Immutable;
using NasOrleans.Systems.Connections;

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

    public ConnectionState? Connection { get; init; }

    /// <summary>Outlives the system, so that a start value does not bring back what somebody deleted.</summary>
    public DateTimeOffset? ConnectionDeletedAt { get; init; }

    public ImmutableArray<SourceState> Sources { get; init; } = [];

    /// <summary>Under which boot the NAS was last seen.</summary>
    public string? BootId { get; init; }
}
