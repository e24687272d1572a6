using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NasOrleans.Drives;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Reading.Storage;

/// <summary>
/// SMART over the API, up to 25.04: by smartctl where the login may run it, else attributes disk by disk and for ATA alone;
/// self-tests of all disks at once.
/// </summary>
internal static class SmartApi
{
    private const int PowerOnHours = 9;
    private const int AirflowTemperature = 190;
    private const int Temperature = 194;

    public static async Task<ImmutableArray<Disk>> ReadAsync(ReadContext context, ImmutableArray<Disk> disks)
    {
        var tests = await context.TryAskAsync("smart.test.results", Results) ?? [];
        return [.. await Task.WhenAll(disks.Select(async disk => disk with
        {
            Smart = await SmartctlApi.TryReadAsync(context, disk, tests.GetValueOrDefault(disk.Name)) ?? await OneAsync(context, disk, tests.GetValueOrDefault(disk.Name)),
        }))];
    }

    private static async Task<SmartReading> OneAsync(ReadContext context, Disk disk, TestLog? log)
    {
        var refusal = "This release tells attributes of ATA drives alone.";
        ImmutableArray<SmartAttribute> attributes = [];
        if (disk.Bus is DriveBus.Sata or DriveBus.Unknown or DriveBus.Sas)
        {
            try
            {
                attributes = await context.AskAsync("disk.smart_attributes", answer => answer.Items().Select(row => Attribute(row, disk.Model)).ToImmutableArray(), WireArguments.Of(disk.Name));
            }
            catch (LinkException exception) when (exception is { Answered: true, NotLoggedIn: false })
            {
                refusal = exception.Fault.Message;
            }
        }
        return Reading(attributes, log, context.Now, refusal);
    }

    public static SmartReading Reading(ImmutableArray<SmartAttribute> attributes, TestLog? log, DateTimeOffset now, string refusal)
    {
        var health = Health(attributes, log);
        return new SmartReading
        {
            Health = health,
            ReadAt = now,
            Source = SmartSource.Api,
            PowerOnHours = attributes.FirstOrDefault(each => each.Number == PowerOnHours)?.Value,
            Celsius = (attributes.FirstOrDefault(each => each.Number == Temperature) ?? attributes.FirstOrDefault(each => each.Number == AirflowTemperature))?.Value,
            Attributes = attributes,
            SelfTests = log?.Tests ?? [],
            SelfTestPercent = log?.Percent,
            Reason = health == SmartHealth.Unknown ? refusal : null,
        };
    }

    /// <summary>There is no word of the drive itself here.</summary>
    public static SmartHealth Health(ImmutableArray<SmartAttribute> attributes, TestLog? log) => HealthRules.Of(SmartHealth.Unknown, attributes, log?.Tests ?? []);

    public static SmartAttribute Attribute(JsonElement row, string model = "")
    {
        var raw = row.Field("raw");
        var value = raw.Integer("value") ?? 0;
        var number = (int)(row.Integer("id") ?? 0);
        return new SmartAttribute
        {
            Number = number,
            Name = row.Text("name") ?? "",
            Raw = value,
            // What stands first in the text is what smartctl took out of packed words, such as "33 (Min/Max 20/45)" or "1234h+12m";
            // of some makers' words it knows too little.
            Value = AttributeRules.IsPacked(model, number) ? AttributeRules.Decode(model, number, value)
                : Leading(raw.Text("string")) ?? AttributeRules.Decode(model, number, value),
            Normalized = (int?)row.Integer("value"),
            Worst = (int?)row.Integer("worst"),
            Threshold = (int?)row.Integer("thresh"),
            WhenFailed = row.Text("when_failed") switch { null or "-" => "", var moment => moment },
        };
    }

    public static Dictionary<string, TestLog> Results(JsonElement answer) => answer.Items()
        .Where(row => row.Text("disk") is not null)
        .GroupBy(row => row.Text("disk")!)
        .ToDictionary(rows => rows.Key, rows => new TestLog([.. rows.First().Items("tests").Select(Test)], rows.First().Field("current_test").Number("progress")));

    public static SelfTest Test(JsonElement row) => new()
    {
        Kind = row.Text("description") ?? "",
        Result = row.Text("status") switch
        {
            "SUCCESS" => SelfTestResult.Passed,
            "RUNNING" => SelfTestResult.Running,
            // CORE has no word of its own for a test that was broken off.
            "FAILED" when row.Text("status_verbose")?.StartsWith("Interrupted", StringComparison.OrdinalIgnoreCase) == true => SelfTestResult.Aborted,
            "FAILED" => SelfTestResult.Failed,
            "ABORTED" => SelfTestResult.Aborted,
            _ => SelfTestResult.Unknown,
        },
        Detail = row.Text("status_verbose") ?? "",
        RemainingPercent = row.Number("remaining") * 100,
        LifetimeHours = row.Integer("lifetime") ?? row.Integer("power_on_hours"),
        FirstError = row.Text("lba_of_first_error") ?? row.Text("failing_lba") ?? row.Text("lba_of_first_failure"),
    };

    private static long? Leading(string? text)
    {
        var digits = (text ?? "").AsSpan().TrimStart();
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return LeadingHex(digits[2..]);
        var length = 0;
        while (length < digits.Length && char.IsAsciiDigit(digits[length])) length++;
        return length > 0 && long.TryParse(digits[..length], out var value) ? value : null;
    }

    private static long? LeadingHex(ReadOnlySpan<char> digits)
    {
        var length = 0;
        while (length < digits.Length && char.IsAsciiHexDigit(digits[length])) length++;
        return long.TryParse(digits[..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}

/// <summary>A drive's self-tests, newest first, and how far the running one is.</summary>
internal sealed record TestLog(ImmutableArray<SelfTest> Tests, double? Percent);
