using System.Collections.Immutable;
using NasOrleans.Drives;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Systems.Inventory;

/// <summary>What lists show of an inventory, and what an operator is warned of.</summary>
internal static class EssenceRules
{
    public static SystemEssence Of(SystemInventory? inventory, ConnectionConfig? config, Func<DriveId, DriveSnapshot?> drives) => inventory is null
        ? SystemEssence.None with { Warnings = [.. OfConnection(config)] }
        : new()
        {
            HostName = inventory.Facts.HostName,
            Version = inventory.Facts.Version,
            Model = inventory.Facts.Model,
            BootedAt = inventory.Facts.BootedAt,
            Parts = [.. inventory.Pools.Where(pool => !pool.IsBoot).Select(PoolPart), .. inventory.Datasets.Select(DatasetPart), .. inventory.Workloads.Select(WorkloadPart)],
            Drives = [.. inventory.Disks.Select(disk => Drive(disk, drives))],
            Warnings = [.. OfConnection(config), .. OfInventory(inventory)],
        };

    private static Part PoolPart(Pool pool) => new()
    {
        Kind = PartKind.Pool,
        Id = pool.Guid.Length > 0 ? pool.Guid : pool.Name,
        Name = pool.Name,
        State = pool.Status,
        Good = pool is { Status: "ONLINE", Healthy: not false },
        UsedBytes = pool.AllocatedBytes,
        TotalBytes = pool.SizeBytes,
    };

    private static Part DatasetPart(Dataset dataset) => new()
    {
        Kind = PartKind.Dataset,
        Id = dataset.Name,
        Name = dataset.Name,
        State = dataset.Locked ? "LOCKED" : dataset.ReadOnly ? "READONLY" : "",
        Good = !dataset.Locked,
        UsedBytes = dataset.UsedBytes,
        TotalBytes = dataset.QuotaBytes is > 0 and var quota ? quota : dataset.UsedBytes + dataset.AvailableBytes,
        Parent = dataset.Pool,
    };

    private static Part WorkloadPart(Workload workload) => new()
    {
        Kind = workload.Kind switch
        {
            WorkloadKind.App => PartKind.App,
            WorkloadKind.Machine => PartKind.Machine,
            WorkloadKind.Container => PartKind.Container,
            _ => PartKind.Jail,
        },
        Id = workload.Id,
        Name = workload.Name,
        State = workload.State,
        Good = workload.Running,
    };

    private static DriveSummary Drive(Disk disk, Func<DriveId, DriveSnapshot?> drives)
    {
        var id = DriveId.Of(disk.Wwn, disk.Serial);
        var known = id is { } drive ? drives(drive) : null;
        return new()
        {
            Id = id,
            Device = disk.Name,
            Serial = disk.Serial,
            Model = disk.Model,
            SizeBytes = disk.SizeBytes,
            Medium = disk.Medium,
            Bus = disk.Bus,
            Pool = disk.Pool,
            Bay = disk.Bay,
            Celsius = disk.Celsius,
            // One that said that it fails is not well because it fell silent; its own grain remembers.
            Health = disk.Smart is { Health: not SmartHealth.Unknown and var health } ? health
                : known?.Smart?.Health == SmartHealth.Failed ? SmartHealth.Failed : SmartHealth.Unknown,
            Location = known?.Location ?? "",
            Noted = known is { Notes.Length: > 0 },
        };
    }

    private static IEnumerable<string> OfConnection(ConnectionConfig? config) => config switch
    {
        { Kind: ConnectionKind.TrueNas, UseHttps: false } => ["The connection is plain HTTP: whoever listens reads the password."],
        { Kind: ConnectionKind.TrueNas, Trust: TlsTrust.Ignore } => ["The connection takes any certificate: nobody knows who really answers."],
        _ => [],
    };

    private static IEnumerable<string> OfInventory(SystemInventory inventory) =>
    [
        .. inventory.Ups is { MayShutDown: true } ups
            ? [$"The UPS service of the NAS itself is active ({(ups.Shutdown is "BATT" ? "on battery" : "on low battery")}) and may turn it off before we do."]
            : Array.Empty<string>(),
        .. inventory.HighAvailability is { IsPair: true, DisabledReasons: { Length: > 0 } reasons } ? [$"High availability is off: {reasons}"] : Array.Empty<string>(),
        .. inventory.HighAvailability is { Licensed: true, Status: "ERROR" or "ELECTING" or "IMPORTING" } pair
            ? [$"High availability is in the state {pair.Status}."]
            : Array.Empty<string>(),
        .. inventory.Update is { RebootRequired: true } ? ["A restart is pending to finish an update."] : Array.Empty<string>(),
        .. inventory.Missing.Where(part => !part.Unsupported).Select(part => $"{part.Part} could not be read: {part.Reason}"),
    ];
}
