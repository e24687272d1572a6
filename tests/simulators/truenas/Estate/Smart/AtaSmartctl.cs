using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Estate.Drives;

namespace NasOrleans.Simulators.TrueNas.Estate.Smart;

/// <summary>The part of smartctl's JSON that only ATA drives have.</summary>
internal static class AtaSmartctl
{
    private const int HoursWrapAt = 65_536;

    public static void Add(JsonObject document, Drive drive, DateTimeOffset now, bool hasExtendedLogs)
    {
        document["model_family"] = drive.Model.Family;
        document["wwn"] = Wwn(drive);
        document["in_smartctl_database"] = true;
        document["ata_smart_data"] = new JsonObject
        {
            ["offline_data_collection"] = new JsonObject { ["status"] = new JsonObject { ["value"] = 130, ["string"] = "was completed without error", ["passed"] = true }, ["completion_seconds"] = 559 },
            ["self_test"] = new JsonObject { ["status"] = Current(drive, now), ["polling_minutes"] = new JsonObject { ["short"] = 1, ["extended"] = drive.Model.ExtendedTestMinutes, ["conveyance"] = 2 } },
            ["capabilities"] = new JsonObject { ["self_tests_supported"] = true, ["conveyance_self_test_supported"] = true, ["selective_self_test_supported"] = true, ["gp_logging_supported"] = true },
        };
        document["ata_smart_attributes"] = new JsonObject { ["revision"] = 10, ["table"] = Rows.Of(SmartAttributes.Of(drive, now).Select(Attribute)) };
        document["ata_smart_self_test_log"] = new JsonObject { [hasExtendedLogs ? "extended" : "standard"] = Log(drive, now) };
        document["ata_smart_error_log"] = new JsonObject { [hasExtendedLogs ? "extended" : "summary"] = new JsonObject { ["revision"] = 1, ["count"] = drive.Health.ReportedUncorrected } };
    }

    public static JsonObject Attribute(SmartAttribute attribute) => new()
    {
        ["id"] = attribute.Id,
        ["name"] = attribute.Name,
        ["value"] = attribute.Value,
        ["worst"] = attribute.Worst,
        ["thresh"] = attribute.Threshold,
        ["when_failed"] = attribute.IsFailingNow ? "now" : "",
        ["flags"] = new JsonObject
        {
            ["value"] = attribute.IsPrefailure ? 51 : 50,
            ["string"] = attribute.IsPrefailure ? "PO--CK " : "-O--CK ",
            ["prefailure"] = attribute.IsPrefailure,
            ["updated_online"] = true,
            ["performance"] = false,
            ["error_rate"] = false,
            ["event_count"] = true,
            ["auto_keep"] = true,
        },
        ["raw"] = new JsonObject { ["value"] = attribute.Raw, ["string"] = attribute.RawText },
    };

    private static JsonObject Wwn(Drive drive)
    {
        var number = Convert.ToUInt64(drive.Wwn, 16);
        return new() { ["naa"] = (int)(number >> 60), ["oui"] = (long)(number >> 36 & 0xFFFFFF), ["id"] = (long)(number & 0xFFFFFFFFF) };
    }

    /// <summary>What the drive does now, or how its newest test ended.</summary>
    private static JsonObject Current(Drive drive, DateTimeOffset now) =>
        drive.SelfTests.Tests.FirstOrDefault() is { } newest ? Status(newest, now) : new JsonObject { ["value"] = 0, ["string"] = "completed without error", ["passed"] = true };

    private static JsonObject Log(Drive drive, DateTimeOffset now)
    {
        var tests = drive.SelfTests.Tests;
        var log = new JsonObject { ["revision"] = 1 };
        if (tests.Count > 0) log["table"] = Rows.Of(tests.Select(test => Row(test, now)));
        log["count"] = tests.Count;
        log["error_count_total"] = drive.SelfTests.Failed(now);
        log["error_count_outdated"] = 0;
        return log;
    }

    private static JsonObject Row(SelfTest test, DateTimeOffset now)
    {
        var row = new JsonObject
        {
            ["type"] = new JsonObject { ["value"] = Code(test.Kind), ["string"] = TestWords.Kind(DriveBus.Sata, test.Kind) },
            ["status"] = Status(test, now, capital: true),
            ["lifetime_hours"] = test.StartedAtHours % HoursWrapAt,
        };
        if (SelfTestRules.StateAt(test, now) == SelfTestState.Failed) row["lba"] = test.FailingLba;
        return row;
    }

    /// <summary>The outcome in the high nibble, the tenths that are left in the low one.</summary>
    private static JsonObject Status(SelfTest test, DateTimeOffset now, bool capital = false)
    {
        var (state, remaining) = (SelfTestRules.StateAt(test, now), SelfTestRules.RemainingPercent(test, now));
        var high = state switch { SelfTestState.Passed => 0, SelfTestState.Aborted => 1, SelfTestState.Interrupted => 2, SelfTestState.Failed => 7, _ => 15 };
        var words = TestWords.Outcome(DriveBus.Sata, state);
        var status = new JsonObject { ["value"] = high << 4 | remaining / 10, ["string"] = capital ? words : Lower(state, remaining) };
        if (remaining > 0) status["remaining_percent"] = remaining;
        // No verdict on what did not come to its end.
        if (state is SelfTestState.Passed or SelfTestState.Failed) status["passed"] = state == SelfTestState.Passed;
        return status;
    }

    private static string Lower(SelfTestState state, int remaining) => state switch
    {
        SelfTestState.Running => $"in progress, {remaining}% remaining",
        SelfTestState.Passed => "completed without error",
        SelfTestState.Failed => "completed with read failure",
        SelfTestState.Aborted => "was aborted by the host",
        _ => "was interrupted by the host with a reset",
    };

    private static int Code(SelfTestKind kind) => kind switch { SelfTestKind.Short => 1, SelfTestKind.Long => 2, SelfTestKind.Conveyance => 3, _ => 0 };
}
