using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Smart;

namespace NasOrleans.Tests.Estate;

public sealed class SmartctlTests
{
    [Fact]
    public void Ata_RunningTest_IsFifteenInTheHighNibbleAndTenthsInTheLow()
    {
        var nas = new SimulatedNas(Release.V2510);
        nas.Estate.Shelf[0].StartTest(SelfTestKind.Long, nas.Now);
        nas.Time.Advance(TimeSpan.FromSeconds(480 * 0.72));

        var document = Json(nas, "smartctl -j -x /dev/sda");

        Assert.Equal(0xF3, document["ata_smart_data"]!["self_test"]!["status"]!["value"]!.GetValue<int>());
        Assert.Equal(30, document["ata_smart_data"]!["self_test"]!["status"]!["remaining_percent"]!.GetValue<int>());
        Assert.Null(document["ata_smart_data"]!["self_test"]!["status"]!["passed"]);
        Assert.Null(document["ata_smart_self_test_log"]!["standard"]);
        Assert.Equal("Extended offline", document["ata_smart_self_test_log"]!["extended"]!["table"]![0]!["type"]!["string"]!.GetValue<string>());
        Assert.NotNull(Json(nas, "smartctl --json=c -c -l selftest -A -H /dev/sda")["ata_smart_self_test_log"]!["standard"]);
    }

    [Fact]
    public void Ata_FailedTest_SaysSoInStatusLogAndExitStatus()
    {
        var nas = new SimulatedNas(Release.V2510, Profile.BurnIn15);
        nas.Estate.Shelf.Find("sdn")!.Drive.StartTest(SelfTestKind.Short, nas.Now);
        nas.Time.Advance(TimeSpan.FromSeconds(90));

        var output = nas.Estate.Smartctl("smartctl -j -x /dev/sdn");
        var row = JsonNode.Parse(output.Text)!["ata_smart_self_test_log"]!["extended"]!["table"]![0]!;

        Assert.Equal(1 << 7, output.ExitStatus);
        Assert.Equal(7 << 4 | 7, row["status"]!["value"]!.GetValue<int>());
        Assert.False(row["status"]!["passed"]!.GetValue<bool>());
        Assert.True(row["lba"]!.GetValue<long>() > 0);
    }

    [Fact]
    public void Ata_AbortedTest_HasNoVerdict()
    {
        var nas = new SimulatedNas(Release.V2510);
        nas.Estate.Shelf[0].StartTest(SelfTestKind.Long, nas.Now);
        nas.Time.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal(0, nas.Estate.Smartctl("smartctl -X /dev/sda").ExitStatus);

        var status = Json(nas, "smartctl -j -x /dev/sda")["ata_smart_self_test_log"]!["extended"]!["table"]![0]!["status"]!.AsObject();
        Assert.Equal((1, false), (status["value"]!.GetValue<int>() >> 4, status.ContainsKey("passed")));
    }

    [Fact]
    public void FailingDrive_SetsBitsOfTheExitStatus()
    {
        var nas = new SimulatedNas(Release.V2510);
        nas.Estate.Shelf[0].Change(health => health with { IsFailing = true, ReportedUncorrected = 2 });

        var output = nas.Estate.Smartctl("smartctl -j -x /dev/sda");

        Assert.Equal(1 << 3 | 1 << 4 | 1 << 6, output.ExitStatus);
        Assert.False(JsonNode.Parse(output.Text)!["smart_status"]!["passed"]!.GetValue<bool>());
        Assert.Equal(1 << 1, nas.Estate.Smartctl("smartctl -j -x /dev/sdz").ExitStatus);
    }

    [Fact]
    public void Sas_HasItsOwnCounters()
    {
        var nas = new SimulatedNas(Release.V2510, Profile.BurnIn15);
        var drive = nas.Estate.Shelf.Find("sdm")!.Drive;
        drive.Change(health => health with { GrownDefects = 3, Uncorrected = 1 });
        drive.StartTest(SelfTestKind.Long, nas.Now);

        var document = Json(nas, "smartctl -j -x /dev/sdm");

        Assert.True(document["self_test_in_progress"]!.GetValue<bool>());
        Assert.Equal(15, document["scsi_self_test_0"]!["result"]!["value"]!.GetValue<int>());
        Assert.Equal(3, document["scsi_grown_defect_list"]!.GetValue<int>());
        Assert.Equal(1, document["scsi_error_counter_log"]!["read"]!["total_uncorrected_errors"]!.GetValue<int>());
        Assert.Equal("SCSI", document["device"]!["protocol"]!.GetValue<string>());
        Assert.Null(document["ata_smart_attributes"]);
    }

    [Fact]
    public void Nvme_HasHealthLogAndATableWithHoles()
    {
        var nas = new SimulatedNas(Release.V2510, Profile.Nvme);
        var drive = nas.Estate.Shelf[0];
        drive.Change(health => health with { CriticalWarning = 4, MediaErrors = 2, PercentageUsed = 101 });
        drive.StartTest(SelfTestKind.Short, nas.Now);
        nas.Time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal(50, Json(nas, "smartctl -j -x /dev/nvme0n1")["nvme_self_test_log"]!["current_self_test_completion_percent"]!.GetValue<int>());
        nas.Time.Advance(TimeSpan.FromSeconds(45));

        var document = Json(nas, "smartctl -j -x /dev/nvme0n1");

        Assert.Equal("4 2 101", $"{document["nvme_smart_health_information_log"]!["critical_warning"]} {document["nvme_smart_health_information_log"]!["media_errors"]} {document["nvme_smart_health_information_log"]!["percentage_used"]}");
        Assert.False(document["smart_status"]!["passed"]!.GetValue<bool>());
        Assert.Equal(0, document["nvme_self_test_log"]!["table"]![0]!["self_test_result"]!["value"]!.GetValue<int>());
        Assert.Null(document["nvme_self_test_log"]!["table"]![1]);
    }

    [Fact]
    public void Start_WhileBusy_FailsWithoutForce()
    {
        var nas = new SimulatedNas(Release.V2510);

        Assert.Equal(0, nas.Estate.Smartctl("smartctl -t long /dev/sda").ExitStatus);
        Assert.Equal(1 << 2, nas.Estate.Smartctl("smartctl -t short /dev/sda").ExitStatus);
        Assert.Equal(0, nas.Estate.Smartctl("smartctl -t short -t force /dev/sda").ExitStatus);
    }

    [Fact]
    public void SleepingDrive_IsLeftAloneWhenAskedTo()
    {
        var nas = new SimulatedNas(Release.V2510);
        nas.Estate.Shelf[0].IsSpunDown = true;

        var output = nas.Estate.Smartctl("smartctl -n standby -j -x /dev/sda");

        Assert.Equal(2, output.ExitStatus);
        Assert.Contains("STANDBY", JsonNode.Parse(output.Text)!["smartctl"]!["messages"]![0]!["string"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(0, nas.Estate.Smartctl("smartctl -n standby -j -x /dev/sdb").ExitStatus);
    }

    [Fact]
    public void PrivateSmartctl_GivesTheText_To2504()
    {
        var nas = new SimulatedNas(Release.Core133, Profile.BurnIn15);

        Assert.True(nas.HasHidden("disk.smartctl"));
        Assert.NotNull(JsonNode.Parse(nas.Call("disk.smartctl", """["da0",["-a","--json=c"]]""")!.GetValue<string>())!["scsi_error_counter_log"]);
        Assert.False(new SimulatedNas(Release.V2510).HasHidden("disk.smartctl"));
    }

    private static JsonObject Json(SimulatedNas nas, string command) => JsonNode.Parse(nas.Estate.Smartctl(command).Text)!.AsObject();
}
