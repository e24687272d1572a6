using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace NasOrleans.Fleet;

/// <summary>
/// A durable list of grains, of all tenants, that must be awake. Key: <c>roster:n</c>. Written by the API before the grain
/// itself, so that a crash in between leaves an entry too many (dropped later), never a grain that nobody wakes.
/// </summary>
[Alias("nas.IRosterGrain")]
public interface IRosterGrain : IGrainWithStringKey
{
    /// <summary>Takes a grain in by its full id, <c>type/key</c>; written before the answer.</summary>
    [Alias("Add")] Task Add(string grainId);

    /// <summary>Strikes a grain off, unless it was added a moment ago or answers that there is something behind it after all.</summary>
    [Alias("Remove")] Task Remove(string grainId);

    /// <summary>Wakes every member; does nothing when another silo asked within the last interval.</summary>
    [AlwaysInterleave, Alias("EnsureAwake")] Task<RosterReport> EnsureAwake(TimeSpan interval);

    [AlwaysInterleave, Alias("GetMembers")] Task<ImmutableArray<string>> GetMembers();
}

/// <summary>What the last round of a roster found.</summary>
[GenerateSerializer, Immutable, Alias("nas.roster-report")]
public sealed record RosterReport
{
    [Id(0)] public int Members { get; init; }

    [Id(1)] public int Awake { get; init; }

    [Id(2)] public int Failed { get; init; }
}
