using NasOrleans.Drives;
using NasOrleans.Systems;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Api.Resources;

/// <summary>Shows a resource, with what its system's inventory tells of it.</summary>
internal static class ResourceViews
{
    public static ResourceView Of(Resource resource, Details details, bool whole, DateTimeOffset now)
    {
        var view = Basis(resource) with { DetailsMissing = details.Missing };
        if (resource.Part is { } part) return OfPart(view, resource.System, part, details.Inventory);
        if (resource.Drive is { } drive) return OfDrive(view, drive, details.Inventory, whole);
        return OfSystem(view, resource.System, details.Inventory, whole, now);
    }

    public static string PlatformOf(SystemSnapshot system) =>
        system.Sources.FirstOrDefault(source => source.Name == SourceSnapshot.TrueNas)?.Name ?? system.Sources.FirstOrDefault()?.Name ?? "none";

    private static ResourceView Basis(Resource resource)
    {
        var system = resource.System;
        return new()
        {
            Id = resource.Id,
            Type = resource.Type,
            Technology = PlatformOf(system),
            Name = resource.Name,
            Status = resource.Status,
            LastSeen = system.LastSeen,
            UpdatedAt = system.LastSeen > system.StatusSince ? system.LastSeen : system.StatusSince,
            Sources = [.. system.Sources.Select(source => source.Name)],
            SourceStatus = system.Sources.ToDictionary(source => source.Name, source => new SourceView(source.Status, source.LastSeen, source.Error), StringComparer.Ordinal),
            ParentId = resource.ParentId,
            ChildCount = resource.ChildCount,
            Tags = resource.Tags,
            Identity = new(system.Id.Value, [.. new[] { system.Essence.HostName, system.Host }.Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)], null, null, null),
        };
    }

    private static ResourceView OfSystem(ResourceView view, SystemSnapshot system, SystemInventory? inventory, bool whole, DateTimeOffset now)
    {
        var essence = system.Essence;
        var pools = essence.Parts.Where(part => part.Kind == PartKind.Pool).ToArray();
        // It only counts on while somebody hears of it.
        double? uptime = essence.BootedAt is { } booted && system.Status == SystemStatus.Online ? Math.Max(0, (now - booted).TotalSeconds) : null;
        var facts = inventory?.Facts;
        return view with
        {
            Uptime = uptime,
            Temperature = facts?.CpuCelsius,
            Identity = view.Identity with { MachineId = facts?.HostId, Serial = facts?.Serial },
            Metrics = new(
                MetricView.Percents(facts?.CpuPercent),
                MetricView.Bytes(facts is { MemoryBytes: { } memory, MemoryAvailableBytes: { } free } ? memory - free : null, facts?.MemoryBytes),
                MetricView.Bytes(Sum(pools.Select(pool => pool.UsedBytes)), Sum(pools.Select(pool => pool.TotalBytes))),
                MetricView.Rate(Sum(inventory?.Interfaces.Select(card => card.ReceivedBytesPerSecond))),
                MetricView.Rate(Sum(inventory?.Interfaces.Select(card => card.SentBytesPerSecond)))),
            Truenas = new()
            {
                Hostname = essence.HostName,
                Version = essence.Version,
                Model = essence.Model,
                UptimeSeconds = uptime,
                ProtectionReduced = pools.Length == 0 ? null : pools.Any(pool => !pool.Good),
                RebuildInProgress = inventory?.Pools.Any(IsRebuilding),
                Warnings = [.. essence.Warnings],
                Services = whole && inventory is not null ? [.. inventory.Services] : null,
            },
            Incidents = whole && inventory is not null ? [.. inventory.Alerts.Where(alert => !alert.Dismissed)] : null,
        };
    }

    private static ResourceView OfPart(ResourceView view, SystemSnapshot system, Part part, SystemInventory? inventory)
    {
        view = view with { Metrics = new(null, null, MetricView.Bytes(part.UsedBytes, part.TotalBytes), null, null) };
        switch (part.Kind)
        {
            case PartKind.Pool:
                var pool = inventory?.Pools.FirstOrDefault(pool => pool.Name == part.Name);
                return view with { Storage = OfPool(part, pool) };
            case PartKind.Dataset:
                var dataset = inventory?.Datasets.FirstOrDefault(dataset => dataset.Name == part.Name);
                return view with
                {
                    Storage = new()
                    {
                        Type = dataset?.Type.Length > 0 ? "zfs-" + dataset.Type.ToLowerInvariant() : "zfs-dataset",
                        Topology = "dataset",
                        Pool = part.Parent,
                        ZfsPoolState = ResourceRules.PoolOf(system, part)?.State,
                        PoolHealth = ResourceRules.PoolOf(system, part)?.Good,
                        Encrypted = dataset?.Encrypted,
                        Locked = dataset?.Locked,
                    },
                };
            default:
                var workload = inventory?.Workloads.FirstOrDefault(work => work.Id == part.Id && KindOf(work.Kind) == part.Kind);
                return view with { Truenas = part.Kind == PartKind.Machine ? new() { Vm = workload } : new() { App = workload } };
        }
    }

    private static StorageView OfPool(Part part, Pool? pool)
    {
        var members = pool is null ? [] : pool.Topology.SelectMany(Leaves).ToArray();
        return new()
        {
            Type = "zfs-pool",
            Topology = "pool",
            Pool = part.Name,
            ZfsPoolState = part.State,
            PoolHealth = part.Good,
            VdevLayout = pool is null ? null : Layout(pool),
            Protection = pool is null ? null : Protection(pool),
            RebuildInProgress = pool is null ? null : IsRebuilding(pool),
            RebuildPercent = pool is not null && IsRebuilding(pool) ? pool.Scan!.Percent : null,
            ReadErrors = pool is null ? null : members.Sum(member => member.ReadErrors),
            WriteErrors = pool is null ? null : members.Sum(member => member.WriteErrors),
            ChecksumErrors = pool is null ? null : members.Sum(member => member.ChecksumErrors),
        };
    }

    private static ResourceView OfDrive(ResourceView view, DriveSummary drive, SystemInventory? inventory, bool whole)
    {
        var disk = inventory?.Disks.FirstOrDefault(disk => disk.Name == drive.Device);
        var member = inventory?.Pools.SelectMany(pool => pool.Topology).SelectMany(Members).FirstOrDefault(member => member.Disk == drive.Device);
        return view with
        {
            Temperature = drive.Celsius,
            Identity = view.Identity with { Serial = drive.Serial, Wwn = disk?.Wwn },
            PhysicalDisk = new()
            {
                // Over SSH a drive is known by its path.
                DevPath = drive.Device.StartsWith('/') ? drive.Device : "/dev/" + drive.Device,
                Model = drive.Model,
                Serial = drive.Serial,
                Wwn = disk?.Wwn,
                DiskType = drive.Medium,
                Bus = drive.Bus,
                SizeBytes = drive.SizeBytes,
                Health = drive.Health,
                Temperature = drive.Celsius,
                Wearout = disk?.Smart is { } smart ? Wearout(smart) : null,
                Rpm = disk?.RotationRate,
                StorageRole = member?.Role,
                StorageState = member?.State,
                StorageGroup = drive.Pool,
                Bay = drive.Bay,
                Location = drive.Location,
                Smart = whole ? disk?.Smart : null,
            },
        };
    }

    // Nothing known is not nothing.
    private static double? Sum(IEnumerable<double?>? values) => values?.OfType<double>().ToArray() is { Length: > 0 } known ? known.Sum() : null;

    private static long? Sum(IEnumerable<long?> values) => values.OfType<long>().ToArray() is { Length: > 0 } known ? known.Sum() : null;

    private static bool IsRebuilding(Pool pool) => pool.Scan is { Function: "RESILVER", State: "SCANNING" };

    // 2 x mirror of 2, 1 x raidz2 of 6
    private static string Layout(Pool pool) => string.Join(", ", pool.Topology
        .Where(vdev => vdev.Role is "data" or "")
        .GroupBy(vdev => (vdev.Type, vdev.Children.Length))
        .Select(group => $"{group.Count()} x {group.Key.Type.ToLowerInvariant()}{(group.Key.Length > 0 ? $" of {group.Key.Length}" : "")}"));

    private static PartKind KindOf(WorkloadKind kind) => kind switch
    {
        WorkloadKind.App => PartKind.App,
        WorkloadKind.Machine => PartKind.Machine,
        WorkloadKind.Container => PartKind.Container,
        _ => PartKind.Jail,
    };

    // Life that is left, as SSDs of all kinds tell it.
    private static int? Wearout(SmartReading smart) =>
        smart.Attributes.FirstOrDefault(each => each.Name is "percentage_used" or "scsi_percentage_used")?.Raw is { } used ? (int)Math.Clamp(100 - used, 0, 100) : null;

    // The weakest of what holds data: one disk alone makes the whole pool unprotected.
    private static string? Protection(Pool pool) => pool.Topology
        .Where(vdev => vdev.Role is "data" or "")
        .Select(vdev => vdev.Type.ToUpperInvariant() is "DISK" or "STRIPE" ? "none" : vdev.Type.ToLowerInvariant())
        .MinBy(type => type switch { "none" => 0, "mirror" or "raidz1" => 1, "raidz2" => 2, _ => 3 });

    private static IEnumerable<(string? Disk, string Role, string State)> Members(Vdev vdev) =>
        Leaves(vdev).Select(leaf => (leaf.Disk, vdev.Role, leaf.Status));

    private static IEnumerable<Vdev> Leaves(Vdev vdev) => vdev.Children.IsEmpty ? [vdev] : vdev.Children.SelectMany(Leaves);
}
