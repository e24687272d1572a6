using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Estate.Drives;

namespace NasOrleans.Simulators.TrueNas.Estate.Smart;

/// <summary>The part of smartctl's JSON that only NVMe drives have.</summary>
internal static class NvmeSmartctl
{
    public static void Add(JsonObject document, Drive drive, DateTimeOffset now)
    {
        var (health, degrees) = (drive.Health, (int)Math.Round(drive.Temperature(now) ?? drive.Model.BaseTemperature));
        document["nvme_pci_vendor"] = new JsonObject { ["id"] = 5197, ["subsystem_id"] = 5197 };
        document["nvme_total_capacity"] = drive.Model.Bytes;
        document["nvme_number_of_namespaces"] = 1;
        document["nvme_namespaces"] = new JsonArray(new JsonObject { ["id"] = 1, ["size"] = new JsonObject { ["bytes"] = drive.Model.Bytes }, ["eui64"] = Eui(drive) });
        document["smart_status"] = new JsonObject { ["passed"] = health.CriticalWarning == 0, ["nvme"] = new JsonObject { ["value"] = health.CriticalWarning } };
        document["nvme_smart_health_information_log"] = new JsonObject
        {
            ["critical_warning"] = health.CriticalWarning,
            ["temperature"] = degrees,
            ["available_spare"] = health.AvailableSpare,
            ["available_spare_threshold"] = 10,
            ["percentage_used"] = health.PercentageUsed,
            ["data_units_read"] = 18_220_411,
            ["data_units_written"] = 24_107_982,
            ["host_reads"] = 210_880_123,
            ["host_writes"] = 398_110_702,
            ["controller_busy_time"] = 911,
            ["power_cycles"] = health.PowerCycles,
            ["power_on_hours"] = drive.PowerOnHours(now),
            ["unsafe_shutdowns"] = 3,
            ["media_errors"] = health.MediaErrors,
            ["num_err_log_entries"] = health.MediaErrors,
            ["warning_temp_time"] = 0,
            ["critical_comp_time"] = 0,
            ["temperature_sensors"] = new JsonArray(degrees, degrees + 6),
        };
        document["nvme_self_test_log"] = Log(drive, now);
    }

    private static JsonObject Eui(Drive drive)
    {
        var number = Convert.ToUInt64(drive.Wwn, 16);
        return new() { ["oui"] = (long)(number >> 40), ["ext_id"] = (long)(number & 0xFFFFFFFFFF) };
    }

    /// <summary>A running test is not in the table, and the table may have holes.</summary>
    private static JsonObject Log(Drive drive, DateTimeOffset now)
    {
        var running = drive.SelfTests.Running(now);
        var log = new JsonObject
        {
            ["current_self_test_operation"] = running is null
                ? new JsonObject { ["value"] = 0, ["string"] = "No self-test in progress" }
                : new JsonObject { ["value"] = Code(running.Kind), ["string"] = $"{TestWords.Kind(DriveBus.Nvme, running.Kind)} self-test in progress" },
        };
        if (running is not null) log["current_self_test_completion_percent"] = SelfTestRows.NvmePercent(running, now);
        var table = Rows.Of(drive.SelfTests.Tests.Where(test => test != running).Take(19).Select(test => Row(test, now)));
        if (table.Count == 0) return log;
        table.Add((JsonNode?)null);
        log["table"] = table;
        return log;
    }

    private static JsonObject Row(SelfTest test, DateTimeOffset now)
    {
        var state = SelfTestRules.StateAt(test, now);
        var result = state switch { SelfTestState.Passed => 0, SelfTestState.Aborted => 1, SelfTestState.Interrupted => 2, _ => 7 };
        var row = new JsonObject
        {
            ["self_test_code"] = new JsonObject { ["value"] = Code(test.Kind), ["string"] = TestWords.Kind(DriveBus.Nvme, test.Kind) },
            ["self_test_result"] = new JsonObject { ["value"] = result, ["string"] = TestWords.Outcome(DriveBus.Nvme, state) },
            ["power_on_hours"] = test.StartedAtHours,
        };
        if (state == SelfTestState.Failed) (row["segment"], row["lba"]) = (2, test.FailingLba);
        return row;
    }

    private static int Code(SelfTestKind kind) => kind == SelfTestKind.Short ? 1 : 2;
}
