using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Estate.Drives;

namespace NasOrleans.Simulators.TrueNas.Estate.Smart;

/// <summary>What <c>smartctl -j -x /dev/sdX</c> prints, with the exit status that goes with it.</summary>
public sealed record SmartctlOutput(string Text, int ExitStatus);

/// <summary>The parts of smartctl's JSON that all protocols share; the rest is in Ata, Scsi and Nvme.</summary>
internal static class SmartctlJson
{
    private const int DiskFailing = 1 << 3;
    private const int BelowThreshold = 1 << 4;
    private const int ErrorLog = 1 << 6;
    private const int SelfTestLogHasErrors = 1 << 7;

    /// <param name="drive">The drive that is asked.</param>
    /// <param name="device">Its name just now, without /dev.</param>
    /// <param name="now">By the clock of the NAS.</param>
    /// <param name="arguments">As they were typed, for the head of the document; -x shows the extended logs, others the standard ones.</param>
    public static SmartctlOutput Of(Drive drive, string device, DateTimeOffset now, params IReadOnlyList<string> arguments)
    {
        var status = ExitStatus(drive, now);
        var document = Head(drive, device, now, arguments, status);
        switch (drive.Model.Bus)
        {
            case DriveBus.Sata:
                AtaSmartctl.Add(document, drive, now, hasExtendedLogs: arguments.Any(each => each is "-x" or "--xall" || each.StartsWith("-x", StringComparison.Ordinal)));
                break;
            case DriveBus.Sas:
                ScsiSmartctl.Add(document, drive, now);
                break;
            default:
                NvmeSmartctl.Add(document, drive, now);
                break;
        }
        return new SmartctlOutput(document.ToJsonString(), status);
    }

    public static JsonObject Version(IEnumerable<string> arguments, int exitStatus) => new()
    {
        ["version"] = new JsonArray(7, 4),
        ["pre_release"] = false,
        ["svn_revision"] = "5530",
        ["platform_info"] = "x86_64-linux-6.12.15-production+truenas",
        ["build_info"] = "(local build)",
        ["argv"] = Rows.Texts(arguments.Prepend("smartctl")),
        ["exit_status"] = exitStatus,
    };

    private static JsonObject Head(Drive drive, string device, DateTimeOffset now, IReadOnlyList<string> arguments, int exitStatus)
    {
        var (name, type, protocol) = drive.Model.Bus switch
        {
            DriveBus.Sata => ($"/dev/{device}", "sat", "ATA"),
            DriveBus.Sas => ($"/dev/{device}", "scsi", "SCSI"),
            _ => ($"/dev/{device}", "nvme", "NVMe"),
        };
        var document = new JsonObject
        {
            ["json_format_version"] = new JsonArray(1, 0),
            ["smartctl"] = Version([.. arguments, name], exitStatus),
            ["local_time"] = new JsonObject { ["time_t"] = now.ToUnixTimeSeconds(), ["asctime"] = $"{now:ddd MMM d HH:mm:ss yyyy} UTC" },
            ["device"] = new JsonObject { ["name"] = name, ["info_name"] = drive.Model.Bus == DriveBus.Sata ? $"{name} [SAT]" : name, ["type"] = type, ["protocol"] = protocol },
            ["model_name"] = drive.Model.Name,
            ["serial_number"] = drive.Serial,
            ["firmware_version"] = drive.Model.Firmware,
            ["user_capacity"] = new JsonObject { ["blocks"] = drive.Model.Bytes / 512, ["bytes"] = drive.Model.Bytes },
            ["logical_block_size"] = 512,
            ["smart_status"] = new JsonObject { ["passed"] = !drive.Health.IsFailing },
            ["power_on_time"] = new JsonObject { ["hours"] = drive.PowerOnHours(now) },
            ["power_cycle_count"] = drive.Health.PowerCycles,
        };
        if (drive.Model.RotationRate is { } rate) document["rotation_rate"] = rate;
        if (drive.Temperature(now) is { } degrees) document["temperature"] = new JsonObject { ["current"] = (int)Math.Round(degrees) };
        return document;
    }

    private static int ExitStatus(Drive drive, DateTimeOffset now) =>
        (drive.Health.IsFailing ? DiskFailing | BelowThreshold : 0)
        | (drive.Health.ReportedUncorrected + drive.Health.Uncorrected + drive.Health.MediaErrors > 0 ? ErrorLog : 0)
        | (drive.SelfTests.Failed(now) > 0 ? SelfTestLogHasErrors : 0);
}
