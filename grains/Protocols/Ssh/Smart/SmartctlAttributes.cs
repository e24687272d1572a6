using System.Text.Json;
using NasOrleans.Drives;

namespace NasOrleans.Protocols.Ssh.Smart;

/// <summary>The counters of a drive: an ATA table, an NVMe log, or what a SAS drive says in several places.</summary>
internal static class SmartctlAttributes
{
    private const int Most = 100;
    private const int MaxName = 64;

    private static readonly string[] Directions = ["read", "write", "verify"];

    public static IEnumerable<SmartAttribute> Read(JsonElement root)
    {
        var model = root.At("model_name").Text();
        return root.At("ata_smart_attributes", "table").Items().Select(row => Ata(row, model)).OfType<SmartAttribute>()
            .Concat(root.At("nvme_smart_health_information_log").Members().Select(member => Named(member.Name, member.Value.Integer())).OfType<SmartAttribute>())
            .Concat(Sas(root).OfType<SmartAttribute>())
            .Take(Most);
    }

    private static SmartAttribute? Ata(JsonElement row, string model)
    {
        if (row.At("id").Integer() is not (> 0 and < 256 and var id) || row.At("raw", "value").Integer() is not { } raw) return null;
        return new()
        {
            Number = (int)id,
            Name = Clean(row.At("name").Text()),
            Raw = raw,
            Value = AttributeRules.Decode(model, (int)id, raw),
            Normalized = Small(row.At("value")),
            Worst = Small(row.At("worst")),
            Threshold = Small(row.At("thresh")),
            WhenFailed = row.At("when_failed").Text() is var when && (when is "now" or "past") ? when : "",
        };
    }

    private static IEnumerable<SmartAttribute?> Sas(JsonElement root)
    {
        yield return Named("scsi_grown_defect_list", root.At("scsi_grown_defect_list").Integer());
        yield return Named("scsi_pending_defects", root.At("scsi_pending_defects", "count").Integer() ?? root.At("scsi_pending_defects").Integer());
        yield return Named("scsi_percentage_used", root.At("scsi_percentage_used_endurance_indicator").Integer());
        foreach (var direction in Directions)
        {
            var log = root.At("scsi_error_counter_log", direction);
            yield return Named($"scsi_{direction}_uncorrected_errors", log.At("total_uncorrected_errors").Integer());
            yield return Named($"scsi_{direction}_corrected_errors", log.At("total_errors_corrected").Integer());
        }
    }

    private static SmartAttribute? Named(string name, long? value) =>
        value is not { } counted || Clean(name) is not { Length: > 0 } clean ? null : new() { Name = clean, Raw = counted, Value = counted };

    private static int? Small(JsonElement element) => element.Integer() is >= 0 and <= 255 and var value ? (int)value : null;

    private static string Clean(string name) => new([.. name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-').Take(MaxName)]);
}
