using System.Collections.Immutable;
using System.Text.Json;
using NasOrleans.Drives;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Reading.Storage;

/// <summary>Disks, and how warm they are.</summary>
internal static class DiskReader
{
    public static async Task<ImmutableArray<Disk>> ReadAsync(ReadContext context)
    {
        var disks = await context.AskAsync("disk.query", answer => answer.Items().Select(Of).ToImmutableArray(), """[[],{"extra":{"pools":true}}]""");
        context.Memory.Disks = disks;
        return disks;
    }

    /// <summary>As listed last in this session, else listed now.</summary>
    public static async Task<ImmutableArray<Disk>> KnownAsync(ReadContext context) => context.Memory.Disks ?? await ReadAsync(context);

    public static async Task<ImmutableArray<Disk>> TemperaturesAsync(ReadContext context)
    {
        var disks = await KnownAsync(context);
        if (disks.IsEmpty) return [];
        var arguments = WireArguments.Written(json =>
        {
            json.WriteStartArray();
            foreach (var disk in disks) json.WriteStringValue(disk.Name);
            json.WriteEndArray();
            if (context.Can.Temperatures == TemperatureCall.NamesAndThresholds) json.WriteBooleanValue(false);
        });
        var found = await context.AskAsync("disk.temperatures", answer => answer.Properties().ToDictionary(each => each.Name, each => Celsius(each.Value)), arguments);
        return [.. disks.Select(disk => disk with { Celsius = found.GetValueOrDefault(disk.Name) })];
    }

    public static Disk Of(JsonElement disk)
    {
        var name = disk.Text("name") ?? disk.Text("devname") ?? "";
        var bus = Bus(disk, name);
        return new Disk
        {
            Name = name,
            Identifier = disk.Text("identifier") ?? "",
            Serial = disk.Text("serial")?.Trim() ?? "",
            Wwn = Wwn(disk.Text("lunid")),
            Model = disk.Text("model")?.Trim() ?? "",
            SizeBytes = disk.Integer("size"),
            Medium = disk.Text("type") switch { "HDD" => DriveMedium.Hdd, "SSD" => DriveMedium.Ssd, _ => bus == DriveBus.Nvme ? DriveMedium.Ssd : DriveMedium.Unknown },
            Bus = bus,
            RotationRate = (int?)disk.Integer("rotationrate"),
            Pool = disk.Text("pool") is { Length: > 0 } pool ? pool : null,
            Bay = Bay(disk.Field("enclosure")),
        };
    }

    /// <summary>A number, or the first of the number and its thresholds.</summary>
    private static double? Celsius(JsonElement value) => value.AsNumber() ?? value.Items().Select(each => each.AsNumber()).FirstOrDefault();

    // FreeBSD has names for it; behind a SAS controller they no longer tell SATA from SAS.
    private static DriveBus Bus(JsonElement disk, string name) => disk.Text("bus")?.ToUpperInvariant() switch
    {
        "ATA" or "SATA" => DriveBus.Sata,
        "SCSI" or "SAS" => DriveBus.Sas,
        "NVME" => DriveBus.Nvme,
        "USB" => DriveBus.Usb,
        _ when name.StartsWith("nv", StringComparison.Ordinal) || disk.Text("subsystem") is "nvme" or "nvd" => DriveBus.Nvme,
        _ => name.StartsWith("ada", StringComparison.Ordinal) ? DriveBus.Sata : DriveBus.Unknown,
    };

    private static string? Wwn(string? lunid)
    {
        var text = lunid?.Trim().ToLowerInvariant();
        return text is null or "" ? null : text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text;
    }

    private static string? Bay(JsonElement enclosure) =>
        enclosure.Integer("slot") is { } slot ? enclosure.Text("number") is { } number ? $"{number}/{slot}" : $"{slot}" : null;
}
