using System.Collections.Immutable;
using NasOrleans.Protocols.TrueNas.Reading.Storage;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Reading;

/// <summary>Reads the parts that were asked for side by side. One that fails is named; the others stand.</summary>
internal static class PartReader
{
    public static async Task<SystemInventory> ReadAsync(ReadContext context, SmartReader smart, ImmutableHashSet<InventoryPart> parts)
    {
        // What others need is read first and once.
        if (parts.Contains(InventoryPart.Disks)) context.Memory.Disks = null;
        var readings = await Task.WhenAll(parts.Where(part => part is InventoryPart.Disks).Select(part => OneAsync(context, smart, part)));
        readings = [.. readings, .. await Task.WhenAll(parts.Where(part => part is not InventoryPart.Disks).Order().Select(part => OneAsync(context, smart, part)))];

        if (context.Session.Ended is { } over) throw new LinkException(over);
        if (readings.FirstOrDefault(each => each.Failure?.NotLoggedIn == true).Failure is { } expired) throw expired;
        if (Whole(readings) is { } failure) throw failure;
        var inventory = new SystemInventory { TakenAt = context.Now };
        foreach (var reading in readings.OrderBy(each => each.Part))
        {
            inventory = reading.Into is { } into ? into(inventory) : inventory with { Missing = inventory.Missing.Add(Missing(reading.Part, reading.Failure!)) };
        }
        return inventory;
    }

    /// <summary>The failure that stands for all, when nothing came. That a release does not have what was asked for is no failure.</summary>
    private static LinkException? Whole(Reading[] readings)
    {
        if (readings.Length == 0 || readings.Any(each => each.Failure is null)) return null;
        if (readings.All(each => each.Failure!.NoSuchMethod)) return null;
        return readings.All(each => !each.Failure!.Answered)
            ? readings[0].Failure
            : readings.FirstOrDefault(each => each.Part == InventoryPart.Facts).Failure ?? readings.First(each => !each.Failure!.NoSuchMethod).Failure;
    }

    private static async Task<Reading> OneAsync(ReadContext context, SmartReader smart, InventoryPart part)
    {
        try
        {
            return new Reading(part, await PatchAsync(context, smart, part), null);
        }
        catch (LinkException exception)
        {
            return new Reading(part, null, exception);
        }
    }

    private static async Task<Func<SystemInventory, SystemInventory>> PatchAsync(ReadContext context, SmartReader smart, InventoryPart part)
    {
        switch (part)
        {
            case InventoryPart.Facts:
                var facts = await FactsReader.ReadAsync(context);
                return inventory => inventory with { Facts = facts };
            case InventoryPart.Pools:
                var pools = await PoolReader.ReadAsync(context);
                return inventory => inventory with { Pools = inventory.Pools.AddRange(pools) };
            case InventoryPart.BootPool:
                var boot = await PoolReader.BootAsync(context);
                return inventory => inventory with { Pools = inventory.Pools.Add(boot) };
            case InventoryPart.Datasets:
                var datasets = await DatasetReader.ReadAsync(context);
                return inventory => inventory with { Datasets = datasets };
            case InventoryPart.Disks:
                var disks = await DiskReader.ReadAsync(context);
                return inventory => inventory with { Disks = disks };
            case InventoryPart.Temperatures:
                var warm = await DiskReader.TemperaturesAsync(context);
                return inventory => inventory with { Disks = Joined(inventory.Disks, warm, (disk, other) => disk with { Celsius = other.Celsius }) };
            case InventoryPart.Smart:
                var healthy = await smart.ReadAsync(context);
                return inventory => inventory with { Disks = Joined(inventory.Disks, healthy, (disk, other) => disk with { Smart = other.Smart }) };
            case InventoryPart.Alerts:
                var alerts = await AlertReader.ReadAsync(context);
                return inventory => inventory with { Alerts = alerts };
            case InventoryPart.Replications:
                var replications = await TaskReader.ReplicationsAsync(context);
                return inventory => inventory with { Replications = replications };
            case InventoryPart.SnapshotTasks:
                var snapshots = await TaskReader.SnapshotsAsync(context);
                return inventory => inventory with { SnapshotTasks = snapshots };
            case InventoryPart.Interfaces:
                var interfaces = await EstateReader.InterfacesAsync(context);
                return inventory => inventory with { Interfaces = interfaces };
            case InventoryPart.Throughput:
                var reading = await RealtimeReader.ReadAsync(context);
                return inventory => RealtimeReader.Into(inventory, reading);
            case InventoryPart.Services:
                var services = await EstateReader.ServicesAsync(context);
                return inventory => inventory with { Services = services };
            case InventoryPart.Apps:
                var apps = await EstateReader.AppsAsync(context);
                return inventory => inventory with { Workloads = inventory.Workloads.AddRange(apps) };
            case InventoryPart.Machines:
                var machines = await EstateReader.MachinesAsync(context);
                return inventory => inventory with { Workloads = inventory.Workloads.AddRange(machines) };
            case InventoryPart.Ups:
                var ups = await StandingReader.UpsAsync(context);
                return inventory => inventory with { Ups = ups };
            case InventoryPart.HighAvailability:
                var pair = await StandingReader.HighAvailabilityAsync(context);
                return inventory => inventory with { HighAvailability = pair };
            case InventoryPart.Update:
                var update = await StandingReader.UpdateAsync(context);
                return inventory => inventory with { Update = update };
            default:
                throw new LinkException(LinkError.Unsupported, LinkStage.Read, $"Nobody here knows how to read {part}.") { NoSuchMethod = true, Answered = true };
        }
    }

    private static ImmutableArray<Disk> Joined(ImmutableArray<Disk> disks, ImmutableArray<Disk> others, Func<Disk, Disk, Disk> join)
    {
        if (disks.IsEmpty) return others;
        var byName = others.ToDictionary(disk => disk.Name);
        return [.. disks.Select(disk => byName.TryGetValue(disk.Name, out var other) ? join(disk, other) : disk)];
    }

    private static MissingPart Missing(InventoryPart part, LinkException failure) =>
        new() { Part = part, Reason = failure.Fault.Message, Unsupported = failure.NoSuchMethod };

    private readonly record struct Reading(InventoryPart Part, Func<SystemInventory, SystemInventory>? Into, LinkException? Failure);
}
