using NasOrleans.Drives;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols;

/// <summary>Reads SMART over a shell, for a NAS whose API no longer has it. What it cannot read is a reading that says why.</summary>
internal interface ISmartShell
{
    Task<IReadOnlyList<(string Device, SmartReading Reading)>> ReadAsync(
        NasTarget target, IReadOnlyList<Disk> disks, CancellationToken cancellationToken);
}
