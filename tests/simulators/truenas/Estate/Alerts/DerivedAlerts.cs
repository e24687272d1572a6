using System.Collections.Immutable;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Drives;
using NasOrleans.Simulators.TrueNas.Estate.Pools;

namespace NasOrleans.Simulators.TrueNas.Estate.Alerts;

/// <summary>What a NAS finds when it looks at its pools and drives.</summary>
internal static class DerivedAlerts
{
    public const string TooHot = "DiskTemperatureTooHot";
    private const int HotHdd = 60;
    private const int HotSsd = 75;

    public static IEnumerable<Alert> Of(NasEstate estate) => estate.ImportedPools.SelectMany(pool => OfPool(estate, pool)).Concat(estate.Shelf.Bays.SelectMany(bay => OfDrive(estate, bay)));

    private static IEnumerable<Alert> OfPool(NasEstate estate, Pool pool)
    {
        var status = estate.Pools.Status(pool);
        if (status != "ONLINE")
        {
            yield return Derived("VolumeStatus", "CRITICAL", "Pool %(volume)s state is %(state)s: %(status)s%(devices)s",
                ("volume", pool.Name), ("state", status), ("status", "One or more devices need attention."), ("devices", Devices(estate, pool)));
        }
        if (Filling(pool) is var (className, level))
        {
            yield return Derived(className, level, "Space usage for pool \"%(volume)s\" is %(capacity)s%.", ("volume", pool.Name), ("capacity", $"{(int)(pool.Fill * 100)}"));
        }
    }

    private static IEnumerable<Alert> OfDrive(NasEstate estate, Bay bay)
    {
        var drive = bay.Drive;
        if (estate.Release <= Release.V2504)
        {
            if (drive.SelfTests.Failed(estate.Now) > 0) yield return Smartd(bay, "self-test log error count increased");
            if (drive.PendingSectors(estate.Now) is > 0 and var pending) yield return Smartd(bay, $"{pending} Currently unreadable (pending) sectors");
            yield break;
        }
        if (drive.Temperature(estate.Now) >= (drive.Model.IsRotating ? HotHdd : HotSsd))
            yield return Derived(TooHot, "CRITICAL", "Device %(device)s is too hot.", ("device", $"/dev/{bay.Name}"));
        if (drive.Health.ReportedUncorrected + drive.Health.Uncorrected > 0)
            yield return Derived("SMARTUncorrectedErrors", "WARNING", "Device %(device)s (%(serial)s) has uncorrected errors.", ("device", $"/dev/{bay.Name}"), ("serial", drive.Serial));
        if (drive.SelfTests.Failed(estate.Now) > 0)
            yield return Derived("SMARTFailedSelfTest", "CRITICAL", "Device %(device)s (%(serial)s) has failed a self-test.", ("device", $"/dev/{bay.Name}"), ("serial", drive.Serial));
    }

    /// <summary>Up to 25.04 smartd speaks for itself, in one class for everything.</summary>
    private static Alert Smartd(Bay bay, string what) =>
        Derived("SMART", "CRITICAL", "Device: %(device)s, %(message)s.", ("device", $"/dev/{bay.Name}"), ("message", what));

    private static (string Class, string Level)? Filling(Pool pool) => pool.Fill switch
    {
        >= 0.95 => ("ZpoolCapacityCritical", "CRITICAL"),
        >= 0.90 => ("ZpoolCapacityWarning", "WARNING"),
        >= 0.85 => ("ZpoolCapacityNotice", "NOTICE"),
        _ => null,
    };

    private static string Devices(NasEstate estate, Pool pool)
    {
        var lost = pool.Members.Where(member => member.State != MemberState.Online || !estate.Pools.IsPresent(member.Drive)).ToList();
        return lost.Count == 0 ? "" : $"<br>The following devices are not healthy:<ul>{string.Concat(lost.Select(Item))}</ul>";

        string Item(Member member) => $"<li>Disk {member.Drive.Model.Name} {member.Drive.Serial} is {PoolRules.MemberStatus(member, estate.Pools.IsPresent(member.Drive))}</li>";
    }

    private static Alert Derived(string className, string level, string text, params (string Name, string Value)[] args) =>
        new(className, level, text) { Args = args.ToImmutableSortedDictionary(arg => arg.Name, arg => arg.Value), IsDerived = true };
}
