using Orleans;

namespace NasOrleans.Power.Sources;

/// <summary>A group that goes by a source, and how far it is with the loads that hang on it: others who watch the UPS wait for these.</summary>
[GenerateSerializer, Immutable, Alias("nas.power-follower")]
public sealed record PowerFollower
{
    [Id(0)] public required PowerGroupId Group { get; init; }

    [Id(1)] public FollowedLoads Loads { get; init; }
}

[GenerateSerializer, Alias("nas.followed-loads")]
public enum FollowedLoads
{
    /// <summary>Nothing goes down, or only in a rehearsal.</summary>
    Up,

    /// <summary>A run shuts some of them down.</summary>
    GoingDown,

    /// <summary>All that is to go down on this source is dark, or the run that was to see to it has ended.</summary>
    Down,
}
