using System.Collections.Immutable;
using NasOrleans.Simulators.TrueNas.Estate.Pools;

namespace NasOrleans.Simulators.TrueNas.Estate.Datasets;

/// <summary>The datasets and snapshots of a system.</summary>
public sealed class DatasetBook
{
    private const int Days = 3;
    private readonly NasEstate _estate;

    internal DatasetBook(NasEstate estate)
    {
        _estate = estate;
        var tank = estate.Pools.All[0];
        var used = PoolRules.UsableSize(tank) * tank.Fill;
        Datasets =
        [
            new("tank/media") { Used = (long)(used * 0.6) },
            new("tank/backup") { Used = (long)(used * 0.25), IsReadOnly = true },
            new("tank/backup/laptops") { Used = (long)(used * 0.1), Quota = 500L << 30 },
            new("tank/vm-disk") { Used = (long)(used * 0.1), IsVolume = true },
        ];
        var today = new DateTimeOffset(estate.Now.UtcDateTime.Date, TimeSpan.Zero);
        Snapshots =
        [
            .. Enumerable.Range(0, Days).Select(day => today.AddDays(day - Days + 1)).Select((made, index) =>
                new Snapshot("tank/media", $"auto-{made:yyyy-MM-dd}_00-00", made, 1_200_000 + 17_280 * index) { Used = 64L << 20, Referenced = (long)(used * 0.6) }),
        ];
    }

    /// <summary>Those below the roots; each pool has a root of its own name.</summary>
    public ImmutableArray<Dataset> Datasets { get; set; }

    public ImmutableArray<Snapshot> Snapshots { get; set; }

    /// <summary>Roots first, then what is under them.</summary>
    public IEnumerable<Dataset> Of(Pool pool) => Datasets.Where(dataset => dataset.Pool == pool.Name)
        .Prepend(new Dataset(pool.Name) { Used = (long)(PoolRules.UsableSize(pool) * pool.Fill) });

    public Snapshot Take(string dataset, string name)
    {
        var snapshot = new Snapshot(dataset, name, _estate.Now, 2_000_000 + Snapshots.Length);
        Snapshots = Snapshots.Add(snapshot);
        return snapshot;
    }
}
