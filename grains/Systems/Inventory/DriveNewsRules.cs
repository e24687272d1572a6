using System.Collections.Immutable;
using NasOrleans.Drives;

namespace NasOrleans.Systems.Inventory;

/// <summary>What was last told to a drive, when, and what it said to that.</summary>
internal sealed record ToldDrive(Disk Disk, TimeSpan At, DriveSnapshot? Answer);

/// <summary>Which drives are to be told that they were seen here, and which that they are gone.</summary>
internal static class DriveNewsRules
{
    private static readonly TimeSpan ToldAgainAfter = TimeSpan.FromMinutes(15);

    public static ImmutableArray<(DriveId Id, Disk Disk)> Seen(ImmutableDictionary<DriveId, ToldDrive> told, ImmutableArray<Disk> disks, TimeSpan uptime) =>
    [
        .. from disk in disks
           let id = DriveId.Of(disk.Wwn, disk.Serial)
           where id is not null
           group disk by id.Value into same
           let one = Worst(same)
           where !told.TryGetValue(same.Key, out var last) || uptime - last.At >= ToldAgainAfter || Differs(last.Disk, one)
           select (same.Key, one),
    ];

    /// <summary>Drives of an inventory that was only remembered: nobody was told of them since waking, nor has any said what it knows.</summary>
    public static ImmutableArray<(DriveId Id, Disk Disk)> Unasked(ImmutableDictionary<DriveId, ToldDrive> told, ImmutableArray<Disk> disks) =>
        [.. Seen(ImmutableDictionary<DriveId, ToldDrive>.Empty, disks, default).Where(drive => !told.ContainsKey(drive.Id))];

    /// <summary>One that was asked and not told: the first poll tells it.</summary>
    public static ToldDrive Asked(Disk disk, TimeSpan uptime, DriveSnapshot? answer) => new(disk, uptime - ToldAgainAfter, answer);

    /// <summary>Of those that were here when last looked, or were told that they are.</summary>
    public static ImmutableArray<DriveId> Gone(ImmutableDictionary<DriveId, ToldDrive> told, ImmutableArray<Disk> before, ImmutableArray<Disk> now) =>
        [.. Ids(before).Union(told.Keys).Except(Ids(now))];

    // Several drives under one number share a memory, which must not lose that one of them fails. One drive behind two paths shows
    // twice as well, and is well when it says so over one of them.
    private static Disk Worst(IEnumerable<Disk> same) => same
        .OrderBy(disk => disk.Smart?.Health switch { SmartHealth.Failed => 0, SmartHealth.Passed => 1, _ => 2 })
        .ThenBy(disk => disk.Name, StringComparer.Ordinal)
        .First();

    // A temperature that moves is no event; it is told with the next round.
    private static bool Differs(Disk told, Disk now) => told with { Celsius = now.Celsius } != now;

    private static IEnumerable<DriveId> Ids(ImmutableArray<Disk> disks) =>
        disks.Select(disk => DriveId.Of(disk.Wwn, disk.Serial)).OfType<DriveId>();
}
