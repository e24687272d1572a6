using System.Collections.Immutable;

namespace NasOrleans.Systems.Inventory;

/// <summary>How what was read now goes together with what was read before, and when that is written down.</summary>
internal static class InventoryRules
{
    private static readonly TimeSpan Checkpoint = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Parts that were asked for replace what was there; one that could not be read this time keeps it and is named as missing,
    /// one that the release cannot tell loses it.
    /// </summary>
    public static SystemInventory Merge(SystemInventory? known, SystemInventory fresh, ImmutableArray<InventoryPart> parts, DateTimeOffset at)
    {
        var old = known ?? new();
        var asked = parts.ToHashSet();
        var silent = fresh.Missing.Where(part => !part.Unsupported).Select(part => part.Part).ToHashSet();
        bool Told(InventoryPart part) => asked.Contains(part) && !silent.Contains(part);
        T Of<T>(InventoryPart part, T next, T before) => Told(part) ? next : before;

        return new()
        {
            TakenAt = at,
            Facts = Of(InventoryPart.Facts, fresh.Facts, old.Facts),
            Pools =
            [
                .. Of(InventoryPart.Pools, fresh.Pools, old.Pools).Where(pool => !pool.IsBoot),
                .. Of(InventoryPart.BootPool, fresh.Pools, old.Pools).Where(pool => pool.IsBoot),
            ],
            Datasets = Of(InventoryPart.Datasets, fresh.Datasets, old.Datasets),
            Disks = DiskRules.Merge(old.Disks, Rebooted(old.Facts.BootId, fresh) ? fresh.Disks : DiskRules.Named(old.Disks, fresh.Disks), Told),
            Alerts = Of(InventoryPart.Alerts, fresh.Alerts, old.Alerts),
            Replications = Of(InventoryPart.Replications, fresh.Replications, old.Replications),
            SnapshotTasks = Of(InventoryPart.SnapshotTasks, fresh.SnapshotTasks, old.SnapshotTasks),
            Interfaces = Interfaces(old.Interfaces, fresh.Interfaces, Told),
            Services = Of(InventoryPart.Services, fresh.Services, old.Services),
            Workloads =
            [
                .. Of(InventoryPart.Apps, fresh.Workloads, old.Workloads).Where(workload => workload.Kind == WorkloadKind.App),
                .. Of(InventoryPart.Machines, fresh.Workloads, old.Workloads).Where(workload => workload.Kind != WorkloadKind.App),
            ],
            Ups = Of(InventoryPart.Ups, fresh.Ups, old.Ups),
            HighAvailability = Of(InventoryPart.HighAvailability, fresh.HighAvailability, old.HighAvailability),
            Update = Of(InventoryPart.Update, fresh.Update, old.Update),
            Missing = [.. old.Missing.Where(part => !asked.Contains(part.Part)), .. fresh.Missing],
        };
    }

    /// <summary>Without what nobody wants read any more: it would be shown for ever as it once was.</summary>
    public static SystemInventory Only(SystemInventory inventory, Func<InventoryPart, bool> wanted)
    {
        return inventory with
        {
            Pools = inventory.Pools.RemoveAll(pool => !wanted(pool.IsBoot ? InventoryPart.BootPool : InventoryPart.Pools)),
            Datasets = Of(InventoryPart.Datasets, inventory.Datasets),
            Replications = Of(InventoryPart.Replications, inventory.Replications),
            SnapshotTasks = Of(InventoryPart.SnapshotTasks, inventory.SnapshotTasks),
            Missing = inventory.Missing.RemoveAll(part => !wanted(part.Part)),
        };

        ImmutableArray<T> Of<T>(InventoryPart part, ImmutableArray<T> told) => wanted(part) ? told : [];
    }

    /// <summary>Another boot than the one that was seen before. Where nothing names the boot, nothing is claimed.</summary>
    public static bool Rebooted(string? knownBoot, SystemInventory fresh) =>
        knownBoot is not null && fresh.Facts.BootId is { Length: > 0 } boot && boot != knownBoot;

    /// <summary>At once when something is there, gone or in another state; the running numbers only now and then.</summary>
    public static bool MustPersist(SystemInventory? stored, SystemInventory next, TimeSpan sinceWritten) =>
        stored is null || sinceWritten >= Checkpoint || !Structure(stored).SequenceEqual(Structure(next));

    private static IEnumerable<object?> Structure(SystemInventory inventory) =>
    [
        inventory.Facts.HostName, inventory.Facts.Version, inventory.Facts.BootId, inventory.Facts.State,
        .. inventory.Pools.Select(pool => (pool.Name, pool.Guid, pool.Status, pool.StatusDetail, pool.Scan?.Function, pool.Scan?.State)),
        .. inventory.Pools.SelectMany(pool => pool.Topology).SelectMany(Members),
        .. inventory.Datasets.Select(dataset => (dataset.Name, dataset.Type, dataset.Locked, dataset.ReadOnly)),
        .. inventory.Disks.Select(disk => (DiskRules.Identity(disk), disk.Name, disk.Pool, disk.Bay, disk.Smart?.Health)),
        .. inventory.Alerts.Select(alert => (alert.Id, alert.Dismissed)),
        .. inventory.Replications.Select(task => (task.Id, task.Name, task.State, task.Enabled)),
        .. inventory.SnapshotTasks.Select(task => (task.Id, task.Dataset, task.State, task.Enabled)),
        .. inventory.Interfaces.Select(card => (card.Name, card.Up, card.Mac)),
        .. inventory.Services,
        .. inventory.Workloads,
        inventory.Ups, inventory.HighAvailability, inventory.Update,
        .. inventory.Missing,
    ];

    private static IEnumerable<object?> Members(Vdev node) => [(node.Role, node.Type, node.Guid, node.Status, node.Disk), .. node.Children.SelectMany(Members)];

    private static ImmutableArray<NetworkInterface> Interfaces(ImmutableArray<NetworkInterface> old, ImmutableArray<NetworkInterface> fresh, Func<InventoryPart, bool> told)
    {
        var throughput = told(InventoryPart.Throughput);
        var cards = told(InventoryPart.Interfaces) ? fresh : old;
        var rates = throughput ? fresh : old;
        return [.. cards.Select(card => rates.FirstOrDefault(rate => rate.Name == card.Name) is { } rate
            ? card with { ReceivedBytesPerSecond = rate.ReceivedBytesPerSecond, SentBytesPerSecond = rate.SentBytesPerSecond }
            : card with { ReceivedBytesPerSecond = null, SentBytesPerSecond = null })];
    }
}
