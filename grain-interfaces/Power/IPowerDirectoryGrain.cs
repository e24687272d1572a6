using System.Collections.Immutable;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Sources;
using Orleans;
using Orleans.Concurrency;

namespace NasOrleans.Power;

/// <summary>
/// Which power sources and groups a tenant has. Key: <c>tenant/power</c>. It owns nothing: it reads the journal in which they keep
/// themselves, so that it answers when no storage does.
/// </summary>
[Alias("nas.IPowerDirectoryGrain")]
public interface IPowerDirectoryGrain : IGrainWithStringKey
{
    /// <summary>All that are written down, no longer ago than said. Of one that was removed the id stays; it has no snapshot.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05"), Alias("GetEntries")] Task<PowerDirectory> GetEntries(TimeSpan maxAge);
}

[GenerateSerializer, Immutable, Alias("nas.power-directory")]
public sealed record PowerDirectory
{
    [Id(0)] public ImmutableArray<PowerSourceId> Sources { get; init; } = [];

    [Id(1)] public ImmutableArray<PowerGroupId> Groups { get; init; } = [];
}
