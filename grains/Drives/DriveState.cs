using System.Collections.Immutable;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Drives;

/// <summary>What is kept of a drive. Without a disk nobody ever saw it.</summary>
internal sealed record DriveState
{
    /// <summary>As it was last seen; what a report left out is kept from the one before.</summary>
    public Disk? Disk { get; init; }

    public DrivePlace? Place { get; init; }

    public bool Present { get; init; }

    public string Location { get; init; } = "";

    public string Notes { get; init; } = "";

    public DateTimeOffset? FirstSeen { get; init; }

    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Newest first.</summary>
    public ImmutableArray<DrivePlace> FormerPlaces { get; init; } = [];

    public long Revision { get; init; }

    /// <summary>When each of its series last got a point, changed or not.</summary>
    public DateTimeOffset? RecordedWhole { get; init; }
}
