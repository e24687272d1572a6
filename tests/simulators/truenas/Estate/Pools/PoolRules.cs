using System.Collections.Immutable;
using NasOrleans.Simulators.TrueNas.Estate.Drives;

namespace NasOrleans.Simulators.TrueNas.Estate.Pools;

/// <summary>What members, vdevs and pools are worth.</summary>
public static class PoolRules
{
    private const long Slack = 2L << 30;

    public static string MemberStatus(Member member, bool isPresent) => !isPresent && member.State <= MemberState.Degraded
        ? "UNAVAIL"
        : member.State.ToString().ToUpperInvariant();

    public static string VdevStatus(Vdev vdev, Func<Drive, bool> isPresent)
    {
        var lost = vdev.Members.Count(member => IsLost(member, isPresent));
        var isDamaged = vdev.Members.Any(member => member.State == MemberState.Degraded || member.Replacement is not null);
        return lost > Spare(vdev) ? "UNAVAIL" : lost > 0 || isDamaged ? "DEGRADED" : "ONLINE";
    }

    public static string PoolStatus(Pool pool, Func<Drive, bool> isPresent)
    {
        if (pool.IsOffline) return "OFFLINE";
        if (pool.IsSuspended) return "SUSPENDED";
        var vdevs = pool.Data.Select(vdev => VdevStatus(vdev, isPresent)).ToList();
        return vdevs.Contains("UNAVAIL") ? "FAULTED" : vdevs.Contains("DEGRADED") ? "DEGRADED" : "ONLINE";
    }

    /// <summary>The bytes that zpool list shows: parity counts.</summary>
    public static long RawSize(Pool pool) => pool.Data.Sum(RawSize);

    public static long RawSize(Vdev vdev)
    {
        var smallest = vdev.Members.Min(member => member.Drive.Model.Bytes) - Slack;
        return vdev.Kind switch
        {
            VdevKind.Mirror => smallest,
            VdevKind.Stripe => vdev.Members.Sum(member => member.Drive.Model.Bytes - Slack),
            _ => smallest * vdev.Members.Length,
        };
    }

    /// <summary>The bytes that datasets can hold.</summary>
    public static long UsableSize(Pool pool) => pool.Data.Sum(vdev => vdev.Kind is VdevKind.Mirror or VdevKind.Stripe
        ? RawSize(vdev)
        : RawSize(vdev) / vdev.Members.Length * (vdev.Members.Length - Spare(vdev)));

    /// <summary>Once a resilver is done the new drives are members and the old ones are gone.</summary>
    public static Pool Settled(Pool pool, DateTimeOffset now)
    {
        if (pool.Scan?.StateAt(now) != ScanState.Finished || !pool.Members.Any(member => member.Replacement is not null)) return pool;
        return pool with { Data = [.. pool.Data.Select(vdev => vdev with { Members = [.. vdev.Members.Select(member => member.Replacement ?? member)] })] };
    }

    /// <summary>The pool with one member changed, wherever it is.</summary>
    public static Pool With(Pool pool, Drive drive, Func<Member, Member> change)
    {
        return pool with
        {
            Data = [.. pool.Data.Select(vdev => vdev with { Members = Changed(vdev.Members) })],
            Log = Changed(pool.Log),
            Cache = Changed(pool.Cache),
            Spares = Changed(pool.Spares),
        };

        ImmutableArray<Member> Changed(ImmutableArray<Member> members) => [.. members.Select(member => member.Drive == drive ? change(member) : member)];
    }

    private static bool IsLost(Member member, Func<Drive, bool> isPresent) =>
        member.State is not MemberState.Online and not MemberState.Degraded || !isPresent(member.Drive);

    private static int Spare(Vdev vdev) => vdev.Kind switch
    {
        VdevKind.Mirror => vdev.Members.Length - 1,
        VdevKind.Stripe => 0,
        _ => vdev.Kind - VdevKind.RaidZ1 + 1,
    };
}
