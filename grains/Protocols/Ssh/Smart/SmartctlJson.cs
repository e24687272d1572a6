using System.Collections.Immutable;
using System.Text.Json;
using NasOrleans.Drives;

namespace NasOrleans.Protocols.Ssh.Smart;

/// <summary>
/// What <c>smartctl -j -x</c> printed, as a reading. A sample, cut short:
/// <code>{"smartctl":{"exit_status":0},"model_name":"ST8000NM0055","smart_status":{"passed":true},
/// "ata_smart_attributes":{"table":[{"id":5,"name":"Reallocated_Sector_Ct","value":100,"worst":100,"thresh":10,"when_failed":"","raw":{"value":0}}]},
/// "power_on_time":{"hours":20000},"temperature":{"current":38}}</code>
/// </summary>
internal static class SmartctlJson
{
    private const int NotParsed = 1;
    private const int NotOpened = 2;
    private const int DiskFailing = 8;

    public static SmartReading Read(string printed, DateTimeOffset at)
    {
        try
        {
            using var json = JsonDocument.Parse(printed);
            return Read(json.RootElement, at);
        }
        catch (JsonException)
        {
            return SmartReading.Unknown(at, "smartctl did not answer in JSON; its version may be older than 7.0.");
        }
    }

    public static SmartReading Read(JsonElement root, DateTimeOffset at)
    {
        var exit = root.At("smartctl", "exit_status").Integer() ?? 0;
        // The other bits tell of the drive, these of the tool.
        if ((exit & (NotParsed | NotOpened)) != 0) return SmartReading.Unknown(at, Said(root) ?? "smartctl could not open the drive, or it sleeps.");
        var tests = SelfTestLog.Read(root);
        ImmutableArray<SmartAttribute> attributes = [.. SmartctlAttributes.Read(root)];
        var health = HealthRules.Of(Says(root, exit), attributes, tests.Rows);
        return new()
        {
            Health = health,
            ReadAt = at,
            Source = SmartSource.Ssh,
            PowerOnHours = root.At("power_on_time", "hours").Integer() ?? root.At("nvme_smart_health_information_log", "power_on_hours").Integer(),
            Celsius = root.At("temperature", "current").Number(),
            Attributes = attributes,
            SelfTests = tests.Rows,
            SelfTestPercent = tests.Percent,
            Reason = health == SmartHealth.Unknown ? Said(root) ?? "The drive does not tell how it is." : null,
        };
    }

    private static SmartHealth Says(JsonElement root, long exit) =>
        (exit & DiskFailing) != 0 ? SmartHealth.Failed
        : root.At("smart_status", "passed").Flag() switch { true => SmartHealth.Passed, false => SmartHealth.Failed, null => SmartHealth.Unknown };

    private static string? Said(JsonElement root)
    {
        var words = string.Join(' ', root.At("smartctl", "messages").Items().Select(message => message.At("string").Text()).Where(text => text.Length > 0));
        return words.Length == 0 ? null : words.Length > 300 ? words[..300] : words;
    }
}
