using System.Text.Json.Nodes;

namespace NasOrleans.Simulators.TrueNas.Estate.Drives;

/// <summary>A row of disk.details, and the partitions that other methods join to theirs.</summary>
internal static class DiskDetails
{
    private const long Mebibyte = 1 << 20;

    public static JsonObject Row(NasEstate estate, Bay bay, JsonArray duplicates) => new()
    {
        ["name"] = bay.Name,
        ["devname"] = bay.Name,
        ["identifier"] = bay.Identifier,
        ["serial"] = bay.Drive.Serial,
        ["lunid"] = bay.Drive.Wwn,
        ["size"] = bay.Drive.Model.Bytes,
        ["sectorsize"] = 512,
        ["model"] = bay.Drive.Model.Name,
        ["type"] = bay.Drive.Model.IsRotating ? "HDD" : "SSD",
        ["rotationrate"] = bay.Drive.Model.RotationRate,
        ["enclosure"] = estate.Shelf.HasEnclosure ? new JsonObject { ["id"] = "shelf", ["drive_bay_number"] = bay.Slot } : [],
        ["partitions"] = Partitions(estate, bay),
        ["imported_zpool"] = estate.Pools.NameOfPoolWith(bay.Drive),
        ["exported_zpool"] = bay.Drive.ExportedPool,
        ["duplicate_serial"] = duplicates,
    };

    /// <summary>A drive of a pool, imported or not, has one data partition; on a wiped one there is none.</summary>
    public static JsonArray Partitions(NasEstate estate, Bay bay)
    {
        if (!estate.Pools.Uses(bay.Drive) && bay.Drive.ExportedPool is null) return [];
        var number = DriveNames.DataPartition(estate.Release);
        return
        [
            new JsonObject
            {
                ["name"] = DriveNames.Partition(estate.Release, bay.Name, number),
                ["partition_type"] = "6a898cc3-1dd2-11b2-99a6-080020736631",
                ["partition_number"] = number,
                ["partition_uuid"] = estate.Pools.MemberOf(bay.Drive)?.PartitionUuid,
                ["disk"] = bay.Name,
                ["start"] = Mebibyte,
                ["end"] = bay.Drive.Model.Bytes - Mebibyte,
                ["size"] = bay.Drive.Model.Bytes - 2 * Mebibyte,
                ["start_sector"] = Mebibyte / 512,
                ["end_sector"] = (bay.Drive.Model.Bytes - Mebibyte) / 512,
            },
        ];
    }
}
