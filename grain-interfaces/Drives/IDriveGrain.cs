using NasOrleans.Systems;
using NasOrleans.Systems.Inventory;
using Orleans;
using Orleans.Concurrency;

namespace NasOrleans.Drives;

/// <summary>One drive, wherever it goes. Key: <c>tenant/drive:wwn:…</c> or <c>tenant/drive:serial:…</c>. Calls nobody.</summary>
[Alias("nas.IDriveGrain")]
public interface IDriveGrain : IGrainWithStringKey
{
    /// <summary>A system sees the drive. The answer tells what is known of it beyond that.</summary>
    [Alias("Observe")] Task<DriveSnapshot> Observe(SystemId system, Disk disk, DateTimeOffset at);

    /// <summary>The system no longer sees it; ignored when another system sees it by now.</summary>
    [Alias("Leave")] Task<DriveSnapshot?> Leave(SystemId system, DateTimeOffset at);

    [Alias("Note")] Task<DriveOutcome> Note(DriveNote note);

    [AlwaysInterleave, ResponseTimeout("00:00:05"), Alias("GetSnapshot")] Task<DriveSnapshot?> GetSnapshot();
}
