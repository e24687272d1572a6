using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Estate.Drives;

namespace NasOrleans.Simulators.TrueNas.Estate.Smart;

/// <summary>The part of smartctl's JSON that only SAS drives have.</summary>
internal static class ScsiSmartctl
{
    public static void Add(JsonObject document, Drive drive, DateTimeOffset now)
    {
        document["scsi_vendor"] = drive.Model.Vendor;
        document["scsi_product"] = drive.Model.Name;
        document["scsi_model_name"] = $"{drive.Model.Vendor} {drive.Model.Name}";
        document["scsi_revision"] = drive.Model.Firmware;
        document["logical_unit_id"] = $"0x{drive.Wwn}";
        document["scsi_transport_protocol"] = new JsonObject { ["name"] = "SAS (SPL-4)", ["value"] = 6 };
        document["scsi_grown_defect_list"] = drive.Health.GrownDefects;
        document["scsi_pending_defects"] = new JsonObject { ["count"] = drive.PendingSectors(now) };
        document["scsi_error_counter_log"] = new JsonObject { ["read"] = Errors(drive.Health.Uncorrected, 4211.5), ["write"] = Errors(0, 1877.2), ["verify"] = Errors(0, 0.2) };
        document["scsi_extended_self_test_seconds"] = drive.Model.ExtendedTestMinutes * 60;
        var index = 0;
        foreach (var test in drive.SelfTests.Tests.Take(20)) document[$"scsi_self_test_{index++}"] = Row(test, now);
        if (drive.SelfTests.Running(now) is not null) document["self_test_in_progress"] = true;
    }

    private static JsonObject Errors(int uncorrected, double gigabytes) => new()
    {
        ["errors_corrected_by_eccfast"] = 0,
        ["errors_corrected_by_eccdelayed"] = 12,
        ["errors_corrected_by_rereads_rewrites"] = 0,
        ["total_errors_corrected"] = 12,
        ["correction_algorithm_invocations"] = 4120,
        ["gigabytes_processed"] = $"{gigabytes:0.000}",
        ["total_uncorrected_errors"] = uncorrected,
    };

    private static JsonObject Row(SelfTest test, DateTimeOffset now)
    {
        var state = SelfTestRules.StateAt(test, now);
        var result = state switch { SelfTestState.Passed => 0, SelfTestState.Aborted => 1, SelfTestState.Interrupted => 2, SelfTestState.Failed => 6, _ => 15 };
        var row = new JsonObject
        {
            ["code"] = new JsonObject { ["value"] = test.Kind == SelfTestKind.Long ? 2 : 1, ["string"] = TestWords.Kind(DriveBus.Sas, test.Kind) },
            ["result"] = new JsonObject { ["value"] = result, ["string"] = TestWords.Outcome(DriveBus.Sas, state) },
        };
        if (state == SelfTestState.Running)
        {
            row["self_test_in_progress"] = true;
            return row;
        }
        row["power_on_time"] = new JsonObject { ["hours"] = test.StartedAtHours, ["aka"] = "accumulated_power_on_hours" };
        if (state != SelfTestState.Failed) return row;
        row["failed_segment"] = new JsonObject { ["value"] = 2, ["aka"] = "self_test_number" };
        row["lba_first_failure"] = new JsonObject { ["value"] = test.FailingLba, ["aka"] = "address_of_first_failure" };
        return row;
    }
}
