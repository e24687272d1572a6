using NasOrleans.Drives;
using NasOrleans.Protocols.Ssh.Smart;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Reading.Storage;

/// <summary>
/// <c>disk.smartctl</c>, up to 25.04: what smartctl prints of a drive of whatever kind. It is not part of the public API,
/// so it goes over websockets and for full administrators alone; null for everybody else.
/// </summary>
internal static class SmartctlApi
{
    public static async Task<SmartReading?> TryReadAsync(ReadContext context, Disk disk, TestLog? log)
    {
        if (context.Memory.SmartctlDenied || context.Session.Mode == TransportMode.Rest) return null;
        var arguments = WireArguments.Written(json =>
        {
            json.WriteStringValue(disk.Name);
            json.WriteStartArray();
            json.WriteStringValue("-a"u8);
            json.WriteStringValue("--json=c"u8);
            json.WriteEndArray();
        });
        try
        {
            var printed = await context.AskAsync("disk.smartctl", answer => answer.AsText(), arguments);
            return Completed(SmartctlJson.Read(printed ?? "", context.Now), log);
        }
        catch (LinkException exception) when (exception is { Answered: true, NotLoggedIn: false })
        {
            context.Memory.SmartctlDenied |= exception.NoSuchMethod || exception.Fault.Error is LinkError.Permission or LinkError.Unsupported;
            return null;
        }
    }

    /// <summary>Null when it tells nothing. A drive that does not say how it is may still count its defects and hours.</summary>
    public static SmartReading? Completed(SmartReading reading, TestLog? log)
    {
        if (reading.Health == SmartHealth.Unknown && reading.Attributes.IsEmpty) return null;
        var tests = reading.SelfTests.IsEmpty ? log?.Tests ?? [] : reading.SelfTests;
        var health = HealthRules.Of(reading.Health, reading.Attributes, tests);
        return reading with
        {
            Health = health,
            Source = SmartSource.Api,
            SelfTests = tests,
            SelfTestPercent = reading.SelfTestPercent ?? log?.Percent,
            Reason = health == SmartHealth.Unknown ? reading.Reason : null,
        };
    }
}
