using System.Collections.Immutable;

namespace NasOrleans.Simulators.TrueNas.Estate.Pools;

/// <summary>A pool; what it is worth just now follows from its members, see <see cref="PoolRules"/>.</summary>
public sealed record Pool(int Id, string Name, ulong GuidNumber)
{
    public ImmutableArray<Vdev> Data { get; init; } = [];

    public ImmutableArray<Member> Log { get; init; } = [];

    public ImmutableArray<Member> Cache { get; init; } = [];

    public ImmutableArray<Member> Spares { get; init; } = [];

    /// <summary>Filled part of what the pool holds, 0 to 1.</summary>
    public double Fill { get; init; }

    public int Fragmentation { get; init; } = 3;

    public PoolScan? Scan { get; init; }

    /// <summary>In the configuration, but not imported.</summary>
    public bool IsOffline { get; init; }

    /// <summary>No write gets through any more.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>The pool that the system boots from has no id and is not in pool.query.</summary>
    public bool IsBoot { get; init; }

    public string Guid => $"{GuidNumber}";

    public IEnumerable<Member> Members => Data.SelectMany(vdev => vdev.Members).Concat(Log).Concat(Cache).Concat(Spares);
}
