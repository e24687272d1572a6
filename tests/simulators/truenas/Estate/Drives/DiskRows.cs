using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Transports;

namespace NasOrleans.Simulators.TrueNas.Estate.Drives;

/// <summary>A row of disk.query, as each release writes it.</summary>
internal static class DiskRows
{
    public static JsonObject Row(NasEstate estate, Bay bay, bool withPool)
    {
        var (release, drive) = (estate.Release, bay.Drive);
        var row = new JsonObject
        {
            ["identifier"] = bay.Identifier,
            ["name"] = bay.Name,
            ["subsystem"] = DriveNames.Subsystem(release, drive.Model.Bus),
            ["number"] = bay.Number,
            ["serial"] = drive.Serial,
            ["lunid"] = drive.Wwn,
            ["size"] = drive.Model.Bytes,
            ["description"] = "",
            ["transfermode"] = "Auto",
            ["hddstandby"] = "ALWAYS ON",
            ["advpowermgmt"] = "DISABLED",
        };
        if (release <= Release.V2504) AddSmartSettings(row);
        row["expiretime"] = Ejson.Moment(bay.Gone?.AddDays(7));
        row["model"] = drive.Model.Name;
        row["rotationrate"] = drive.Model.RotationRate;
        row["type"] = drive.Model.IsRotating ? "HDD" : "SSD";
        row["zfs_guid"] = estate.Pools.MemberOf(drive)?.Guid;
        row["bus"] = release.IsScale() ? BusName(drive.Model.Bus) : "?";
        row["devname"] = bay.Name;
        row["enclosure"] = estate.Shelf.HasEnclosure ? new JsonObject { ["number"] = 0, ["slot"] = bay.Slot } : null;
        row["pool"] = withPool ? estate.Pools.NameOfPoolWith(drive) : null;
        if (release == Release.Core133) AddCoreOnly(row);
        if (release is >= Release.Scale2212 and <= Release.V2504) row["supports_smart"] = true;
        if (release >= Release.V26) (row["sed"], row["sed_status"]) = (false, "UNSUPPORTED");
        return row;
    }

    private static void AddSmartSettings(JsonObject row)
    {
        row["togglesmart"] = true;
        row["smartoptions"] = "";
        row["critical"] = null;
        row["difference"] = null;
        row["informational"] = null;
    }

    private static void AddCoreOnly(JsonObject row)
    {
        row["hddstandby_force"] = false;
        row["acousticlevel"] = "DISABLED";
        row["multipath_name"] = "";
        row["multipath_member"] = "";
    }

    private static string BusName(DriveBus bus) => bus switch
    {
        DriveBus.Sata => "ATA",
        DriveBus.Sas => "SCSI",
        _ => "NVME",
    };
}
