using System.Globalization;
using System.Text.Json;
using NasOrleans.Drives;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.Ssh.Smart;

/// <summary>What a drive says it is, for a NAS whose only inventory is smartctl.</summary>
internal static class SmartctlDisk
{
    public static Disk Read(JsonElement root, string device)
    {
        var protocol = root.At("device", "protocol").Text();
        var turns = root.At("rotation_rate").Integer();
        return new()
        {
            Name = device,
            Serial = root.At("serial_number").Text(),
            Wwn = Wwn(root),
            Model = root.At("model_name").Text() is { Length: > 0 } model ? model : $"{root.At("scsi_vendor").Text()} {root.At("scsi_product").Text()}".Trim(),
            SizeBytes = root.At("user_capacity", "bytes").Integer() ?? root.At("nvme_total_capacity").Integer(),
            Medium = protocol == "NVMe" || turns == 0 ? DriveMedium.Ssd : turns > 0 ? DriveMedium.Hdd : DriveMedium.Unknown,
            Bus = protocol switch { "ATA" => DriveBus.Sata, "SCSI" => DriveBus.Sas, "NVMe" => DriveBus.Nvme, _ => DriveBus.Unknown },
            RotationRate = turns > 0 ? (int)turns.Value : null,
            Celsius = root.At("temperature", "current").Number(),
        };
    }

    // ATA: {"naa":5,"oui":3152,"id":…} is 1 + 6 + 9 digits of one number; SAS writes it out; NVMe has an EUI-64.
    private static string? Wwn(JsonElement root)
    {
        if (Hex(root.At("wwn", "naa"), 1) is { } naa && Hex(root.At("wwn", "oui"), 6) is { } oui && Hex(root.At("wwn", "id"), 9) is { } id) return naa + oui + id;
        if (root.At("logical_unit_id").Text() is { Length: > 2 } unit) return unit.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? unit[2..].ToLowerInvariant() : unit.ToLowerInvariant();
        var eui = root.At("nvme_namespaces").Items().FirstOrDefault().At("eui64");
        return Hex(eui.At("oui"), 6) is { } maker && Hex(eui.At("ext_id"), 10) is { } number ? maker + number : null;
    }

    private static string? Hex(JsonElement element, int digits) =>
        element.Integer() is >= 0 and var value ? value.ToString("x" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
}
