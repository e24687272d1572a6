using System.Collections.Immutable;
using NasOrleans.Drives;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Reading.Storage;

/// <summary>
/// SMART by the best way a release has: over its API up to 25.04; from 25.10 on there is none, and a shell reads it where one was given.
/// </summary>
internal sealed class SmartReader(NasTarget target, ISmartShell? shell)
{
    public async Task<ImmutableArray<Disk>> ReadAsync(ReadContext context)
    {
        var disks = await DiskReader.KnownAsync(context);
        if (disks.IsEmpty) return [];
        if (context.Can.HasSmart) return await SmartApi.ReadAsync(context, disks);
        if (target.Config.Ssh is null) return Unknown(disks, context.Now, "This release has no SMART in its API. Give the connection an SSH login to have it read.");
        if (shell is null) return Unknown(disks, context.Now, "SMART over SSH is not available here.");
        try
        {
            var readings = (await shell.ReadAsync(target, disks, context.CancellationToken)).ToDictionary(each => each.Device, each => each.Reading);
            return [.. disks.Select(disk => disk with { Smart = readings.GetValueOrDefault(disk.Name) ?? SmartReading.Unknown(context.Now, "The shell did not name this disk.") })];
        }
        catch (LinkException exception)
        {
            return Unknown(disks, context.Now, exception.Fault.Message);
        }
    }

    private static ImmutableArray<Disk> Unknown(ImmutableArray<Disk> disks, DateTimeOffset at, string reason) =>
        [.. disks.Select(disk => disk with { Smart = SmartReading.Unknown(at, reason) })];
}
