using System.Collections.Immutable;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Drives;

namespace NasOrleans.Simulators.TrueNas.Estate.Pools;

/// <summary>The pools of a system, and what may happen to them.</summary>
public sealed class PoolBook
{
    /// <summary>By the clock of the NAS; long enough to be seen, short enough to wait for.</summary>
    public static readonly TimeSpan ScanTakes = TimeSpan.FromMinutes(10);

    private readonly Shelf _shelf;
    private readonly TimeProvider _clock;
    private ImmutableArray<Pool> _pools;
    private Action? _changed;

    internal PoolBook(Appliance appliance, Shelf shelf)
    {
        (_shelf, _clock) = (shelf, appliance.Clock);
        shelf.WhenChanged(() => _changed?.Invoke());
        var draw = Draw.Of(appliance.Seed, 2000);
        var (kind, bays) = DriveMix.PoolOf(appliance.Profile);
        var spares = appliance.Profile == Profile.Ha ? ImmutableArray.Create(new Member(shelf[5], draw.Next())) : [];
        var now = _clock.GetUtcNow();
        var tank = new Pool(1, "tank", draw.Next())
        {
            Data = [new Vdev(kind, draw.Next(), [.. bays.Select(bay => new Member(shelf[bay], draw.Next()))])],
            Spares = spares,
            Fill = draw.Between(20, 70) / 100.0,
        };
        var lastScrub = now - TimeSpan.FromDays(draw.Between(1, 30));
        _pools = [tank with { Scan = new PoolScan(ScanFunction.Scrub, lastScrub, TimeSpan.FromHours(7), Allocated(tank)) }];
        Boot = new Pool(0, "boot-pool", draw.Next())
        {
            IsBoot = true,
            Fill = 0.04,
            Data = [new Vdev(VdevKind.Stripe, draw.Next(), [new Member(shelf.Boot, draw.Next())])],
        };
    }

    public Pool Boot { get; }

    /// <summary>A pool, or what it is made of, is another than before.</summary>
    internal void WhenChanged(Action listener) => _changed += listener;

    public ImmutableArray<Pool> All => [.. _pools.Select(pool => PoolRules.Settled(pool, _clock.GetUtcNow()))];

    public Pool this[string name] => All.FirstOrDefault(pool => pool.Name == name) ?? throw new ArgumentException($"no pool {name}", nameof(name));

    public static long Allocated(Pool pool) => (long)(PoolRules.RawSize(pool) * pool.Fill);

    public string Status(Pool pool) => PoolRules.PoolStatus(pool, IsPresent);

    public bool IsPresent(Drive drive) => _shelf.BayOf(drive) is not null;

    public bool Uses(Drive drive) => PoolWith(drive) is not null;

    public string? NameOfPoolWith(Drive drive) => PoolWith(drive)?.Name;

    public Member? MemberOf(Drive drive) => PoolWith(drive)?.Members.First(member => member.Drive == drive || member.Replacement?.Drive == drive) is { } member
        ? member.Drive == drive ? member : member.Replacement
        : null;

    public void Change(string name, Func<Pool, Pool> change)
    {
        ImmutableInterlocked.Update(ref _pools, pools => [.. pools.Select(pool => pool.Name == name ? change(PoolRules.Settled(pool, _clock.GetUtcNow())) : pool)]);
        _changed?.Invoke();
    }

    public Pool Create(string name, VdevKind kind, params IEnumerable<Drive> drives)
    {
        var draw = Draw.Of(name.Length, _pools.Length + 3000);
        var pool = new Pool(_pools.Select(each => each.Id).DefaultIfEmpty().Max() + 1, name, draw.Next())
        {
            Data = [new Vdev(kind, draw.Next(), [.. drives.Select(drive => new Member(drive, draw.Next()))])],
        };
        ImmutableInterlocked.Update(ref _pools, pools => pools.Add(pool));
        return pool;
    }

    /// <summary>Takes the pool out of the configuration; its drives still carry it.</summary>
    public void Export(string name)
    {
        foreach (var member in this[name].Members) member.Drive.ExportedPool = name;
        ImmutableInterlocked.Update(ref _pools, pools => pools.RemoveAll(pool => pool.Name == name));
        _changed?.Invoke();
    }

    /// <summary>One drive less to rely on: FAULTED unless said otherwise.</summary>
    public void Fault(string name, Drive drive, MemberState state = MemberState.Faulted) => Change(name, pool =>
        PoolRules.With(pool, drive, member => member with { State = state, ReadErrors = state == MemberState.Faulted ? 14 : 0 }));

    public void Heal(string name) => Change(name, pool => pool.Members.Aggregate(
        pool with { IsSuspended = false, IsOffline = false },
        (healed, member) => PoolRules.With(healed, member.Drive, each => each with { State = MemberState.Online, ReadErrors = 0, WriteErrors = 0, ChecksumErrors = 0 })));

    /// <summary>Starts a resilver onto the new drive; the old one stays a member until that is done.</summary>
    public void Replace(string name, Drive old, Drive replacement) => Change(name, pool =>
        PoolRules.With(pool, old, member => member with { Replacement = new Member(replacement, member.Id + 1) }) with { Scan = NewScan(pool, ScanFunction.Resilver) });

    public void StartScrub(string name) => Change(name, pool => pool with { Scan = NewScan(pool, ScanFunction.Scrub) });

    public void StopScrub(string name) => ChangeScan(name, scan => scan with { Canceled = _clock.GetUtcNow() });

    public void PauseScrub(string name) => ChangeScan(name, scan => scan with { Paused = _clock.GetUtcNow() });

    public void FinishScan(string name) => ChangeScan(name, scan => scan with { Takes = _clock.GetUtcNow() - scan.Started, Paused = null });

    private void ChangeScan(string name, Func<PoolScan, PoolScan> change) => Change(name, pool =>
        pool.Scan?.StateAt(_clock.GetUtcNow()) == ScanState.Scanning ? pool with { Scan = change(pool.Scan) } : pool);

    private PoolScan NewScan(Pool pool, ScanFunction function) => new(function, _clock.GetUtcNow(), ScanTakes, Allocated(pool));

    private Pool? PoolWith(Drive drive) => All.Append(Boot).FirstOrDefault(
        pool => pool.Members.Any(member => member.Drive == drive || member.Replacement?.Drive == drive));
}
