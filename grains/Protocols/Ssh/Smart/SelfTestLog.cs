using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NasOrleans.Drives;

namespace NasOrleans.Protocols.Ssh.Smart;

/// <summary>The self-tests of a drive, newest first, and how far the running one is.</summary>
internal sealed record SelfTestLog(ImmutableArray<SelfTest> Rows, double? Percent)
{
    private const int Most = 32;
    private const int ScsiRows = 20;

    public static SelfTestLog Read(JsonElement root) =>
        root.At("nvme_self_test_log") is { ValueKind: JsonValueKind.Object } nvme ? Nvme(nvme)
        : root.At("scsi_self_test_0").ValueKind == JsonValueKind.Object ? Scsi(root)
        : Ata(root);

    // The high half of the status: 0 done, 1 and 2 broken off, 3 to 8 failed, 15 running with tenths left in the low half.
    private static SelfTestLog Ata(JsonElement root)
    {
        var extended = root.At("ata_smart_self_test_log", "extended", "table");
        var table = extended.ValueKind == JsonValueKind.Array ? extended : root.At("ata_smart_self_test_log", "standard", "table");
        var now = root.At("ata_smart_data", "self_test", "status");
        double? left = now.At("value").Integer() is >= 0xF0 and <= 0xFF and var running ? now.At("remaining_percent").Number() ?? (running & 0xF) * 10 : null;
        return new([.. table.Items().Take(Most).Select(AtaRow)], 100 - left);
    }

    private static SelfTest AtaRow(JsonElement row)
    {
        var status = row.At("status");
        return new()
        {
            Kind = row.At("type", "string").Text(),
            Result = (status.At("value").Integer() >> 4) switch
            {
                0 => SelfTestResult.Passed,
                1 or 2 => SelfTestResult.Aborted,
                >= 3 and <= 8 => SelfTestResult.Failed,
                15 => SelfTestResult.Running,
                _ => SelfTestResult.Unknown,
            },
            Detail = status.At("string").Text(),
            RemainingPercent = status.At("remaining_percent").Number(),
            LifetimeHours = row.At("lifetime_hours").Integer(),
            FirstError = Written(row.At("lba")),
        };
    }

    private static SelfTestLog Nvme(JsonElement log) => new(
        [.. log.At("table").Items().Where(row => row.ValueKind == JsonValueKind.Object).Take(Most).Select(NvmeRow)],
        log.At("current_self_test_operation", "value").Integer() > 0 ? log.At("current_self_test_completion_percent").Number() : null);

    private static SelfTest NvmeRow(JsonElement row) => new()
    {
        Kind = row.At("self_test_code", "string").Text(),
        Result = row.At("self_test_result", "value").Integer() switch
        {
            0 => SelfTestResult.Passed,
            (>= 1 and <= 4) or 8 or 9 => SelfTestResult.Aborted,
            >= 5 and <= 7 => SelfTestResult.Failed,
            _ => SelfTestResult.Unknown,
        },
        Detail = row.At("self_test_result", "string").Text(),
        LifetimeHours = row.At("power_on_hours").Integer(),
        FirstError = Written(row.At("lba")),
    };

    private static SelfTestLog Scsi(JsonElement root) => new(
        [
            .. Enumerable.Range(0, ScsiRows).Select(i => root.At($"scsi_self_test_{i}"))
                .Where(row => row.ValueKind == JsonValueKind.Object).Select(ScsiRow),
        ],
        // A SAS drive does not say how far it is.
        root.At("self_test_in_progress").Flag() == true ? 0 : null);

    private static SelfTest ScsiRow(JsonElement row) => new()
    {
        Kind = row.At("code", "string").Text(),
        Result = row.At("result", "value").Integer() switch
        {
            0 => SelfTestResult.Passed,
            1 or 2 => SelfTestResult.Aborted,
            >= 3 and <= 7 => SelfTestResult.Failed,
            15 => SelfTestResult.Running,
            _ => SelfTestResult.Unknown,
        },
        Detail = row.At("result", "string").Text(),
        LifetimeHours = row.At("power_on_time", "hours").Integer(),
        FirstError = Written(row.At("lba_first_failure")),
    };

    private static string? Written(JsonElement element) =>
        element.Integer() is { } number ? number.ToString(CultureInfo.InvariantCulture) : element.Text() is { Length: > 0 } text ? text : null;
}
