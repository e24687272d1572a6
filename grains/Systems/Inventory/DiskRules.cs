using System.Collections.Immutable;
using NasOrleans.Drives;

namespace NasOrleans.Systems.Inventory;

/// <summary>Which disk of one reading is which of the next, and what it keeps when it was read only in part.</summary>
internal static class DiskRules
{
    /// <summary>What makes two disks one and the same between two readings of one system.</summary>
    public static string Identity(Disk disk) =>
        DriveId.Of(disk.Wwn, disk.Serial) is { } id ? id.Value : disk.Identifier.Length > 0 ? disk.Identifier : disk.Name;

    public static ImmutableArray<Disk> Merge(ImmutableArray<Disk> old, ImmutableArray<Disk> fresh, Func<InventoryPart, bool> told)
    {
        var temperatures = told(InventoryPart.Temperatures);
        var smart = told(InventoryPart.Smart);
        if (!told(InventoryPart.Disks) && !temperatures && !smart) return old;
        if (!told(InventoryPart.Disks))
        {
            var now = Matching(old, fresh);
            return [.. old.Select(disk => now(disk) is { } read ? Measured(disk, read, disk) : disk)];
        }

        var before = Matching(fresh, old);
        return [.. fresh.Select(disk => Measured(disk, disk, before(disk)))];

        Disk Measured(Disk disk, Disk now, Disk? before) => disk with
        {
            Celsius = temperatures ? now.Celsius : before?.Celsius,
            Smart = (smart ? now.Smart : null) ?? before?.Smart,
        };
    }

    /// <summary>
    /// A drive that only smartctl tells of says nothing of itself when it does not open in time. Within one boot a device keeps its
    /// name, so it is the one that was there: it is not gone, and what it said of its health is not lost.
    /// </summary>
    public static ImmutableArray<Disk> Named(ImmutableArray<Disk> old, ImmutableArray<Disk> fresh)
    {
        if (fresh.All(HasIdentity)) return fresh;
        var before = old.Where(HasIdentity).ToLookup(disk => disk.Name, StringComparer.Ordinal);
        var elsewhere = fresh.Where(HasIdentity).Select(Identity).ToHashSet(StringComparer.Ordinal);
        return [.. fresh.Select(disk => !HasIdentity(disk) && before[disk.Name].FirstOrDefault() is { } known && MayBe(disk, known) && !elsewhere.Contains(Identity(known))
            ? known with { Celsius = disk.Celsius, Smart = disk.Smart }
            : disk)];
    }

    private static bool HasIdentity(Disk disk) => disk.Serial.Length > 0 || disk.Wwn is { Length: > 0 };

    private static bool MayBe(Disk silent, Disk known) =>
        (silent.Model.Length == 0 || silent.Model == known.Model) && (silent.SizeBytes is null || silent.SizeBytes == known.SizeBytes);

    // Names of devices change with a boot, so a disk is found by what it is. Where several show the same number only one of the same
    // name is it: a health must not wander from one drive to another.
    private static Func<Disk, Disk?> Matching(ImmutableArray<Disk> those, ImmutableArray<Disk> among)
    {
        var twins = Twins(those);
        twins.UnionWith(Twins(among));
        var found = among.ToLookup(Identity, StringComparer.Ordinal);
        return disk => Identity(disk) is var identity && twins.Contains(identity)
            ? found[identity].FirstOrDefault(other => other.Name == disk.Name)
            : found[identity].FirstOrDefault();
    }

    private static HashSet<string> Twins(ImmutableArray<Disk> disks) =>
        disks.CountBy(Identity, StringComparer.Ordinal).Where(count => count.Value > 1).Select(count => count.Key).ToHashSet(StringComparer.Ordinal);
}
