using NasOrleans.Drives;
using NasOrleans.Protocols.Ssh.Smart;
using NasOrleans.Protocols.TrueNas.Reading.Storage;

namespace NasOrleans.Tests.Protocols.Ssh;

public sealed class SmartctlJsonTests
{
    private static readonly DateTimeOffset At = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ata_IsReadWhole_WithPackedValuesTakenApart()
    {
        var reading = Read("""
            {"smartctl":{"exit_status":196},"model_name":"ST8000NM0055-1RM112","smart_status":{"passed":true},
             "ata_smart_data":{"self_test":{"status":{"value":243,"remaining_percent":30}}},
             "ata_smart_self_test_log":{"extended":{"table":[
               {"type":{"string":"Short offline"},"status":{"value":0,"string":"Completed without error","passed":true},"lifetime_hours":19999},
               {"type":{"string":"Extended offline"},"status":{"value":120,"string":"Completed: read failure","passed":false},"lifetime_hours":19000,"lba":77},
               {"type":{"string":"Extended offline"},"status":{"value":25,"string":"Aborted by host"},"lifetime_hours":18000}]}},
             "ata_smart_attributes":{"table":[
               {"id":5,"name":"Reallocated_Sector_Ct","value":100,"worst":99,"thresh":10,"when_failed":"past","raw":{"value":8}},
               {"id":188,"name":"Command_Timeout","value":100,"worst":100,"thresh":0,"when_failed":"","raw":{"value":4295032833}}]},
             "power_on_time":{"hours":20000},"temperature":{"current":38}}
            """);

        Assert.Equal((SmartHealth.Passed, SmartSource.Ssh, 20_000L, 38.0, 70.0), (reading.Health, reading.Source, reading.PowerOnHours, reading.Celsius, reading.SelfTestPercent));
        Assert.Equal(new() { Number = 5, Name = "Reallocated_Sector_Ct", Raw = 8, Value = 8, Normalized = 100, Worst = 99, Threshold = 10, WhenFailed = "past" }, reading.Attributes[0]);
        Assert.Equal((4_295_032_833, 1), (reading.Attributes[1].Raw, reading.Attributes[1].Value));
        Assert.Equal([SelfTestResult.Passed, SelfTestResult.Failed, SelfTestResult.Aborted], reading.SelfTests.Select(test => test.Result));
        Assert.Equal(("Extended offline", 19_000L, "77"), (reading.SelfTests[1].Kind, reading.SelfTests[1].LifetimeHours, reading.SelfTests[1].FirstError));
    }

    [Fact]
    public void Nvme_TellsItsLogByName_AndRowsThatAreNullAreNone()
    {
        var reading = Read("""
            {"smartctl":{"exit_status":0},"device":{"protocol":"NVMe"},"smart_status":{"passed":true,"nvme":{"value":0}},
             "nvme_smart_health_information_log":{"critical_warning":0,"media_errors":3,"power_on_hours":700,"data_units_read":99999999999999999999,"temperature_sensors":[40,41]},
             "nvme_self_test_log":{"current_self_test_operation":{"value":2},"current_self_test_completion_percent":12,
               "table":[null,{"self_test_code":{"string":"Short"},"self_test_result":{"value":7,"string":"Failed segments"},"power_on_hours":690}]}}
            """);

        Assert.Equal([("critical_warning", 0L), ("media_errors", 3), ("power_on_hours", 700)], reading.Attributes.Select(attribute => (attribute.Name, attribute.Value)));
        Assert.Equal((700L, 12.0, SelfTestResult.Failed), (reading.PowerOnHours, reading.SelfTestPercent, Assert.Single(reading.SelfTests).Result));
    }

    [Fact]
    public void Sas_TellsDefectsErrorsAndSelfTests()
    {
        var reading = Read("""
            {"smartctl":{"exit_status":0},"smart_status":{"passed":true},"scsi_grown_defect_list":4,"scsi_pending_defects":{"count":1},
             "scsi_error_counter_log":{"read":{"total_uncorrected_errors":2,"total_errors_corrected":50}},
             "scsi_self_test_0":{"code":{"string":"Background long"},"result":{"value":3,"string":"Failed"},"power_on_time":{"hours":10}},"self_test_in_progress":true}
            """);

        Assert.Equal(
            [("scsi_grown_defect_list", 4L), ("scsi_pending_defects", 1), ("scsi_read_uncorrected_errors", 2), ("scsi_read_corrected_errors", 50)],
            reading.Attributes.Select(attribute => (attribute.Name, attribute.Value)));
        Assert.Equal((SelfTestResult.Failed, 0.0), (Assert.Single(reading.SelfTests).Result, reading.SelfTestPercent));
    }

    [Theory]
    [InlineData("""{"smartctl":{"exit_status":8}}""", SmartHealth.Failed)]
    [InlineData("""{"smartctl":{"exit_status":8},"smart_status":{"passed":true}}""", SmartHealth.Failed)]
    [InlineData("""{"smartctl":{"exit_status":0},"smart_status":{"passed":false}}""", SmartHealth.Failed)]
    [InlineData("""{"smartctl":{"exit_status":68},"smart_status":{"passed":true}}""", SmartHealth.Passed)]
    [InlineData("""{"smartctl":{"exit_status":4}}""", SmartHealth.Unknown)]
    [InlineData("""{"smartctl":{"exit_status":2},"smart_status":{"passed":true}}""", SmartHealth.Unknown)]
    [InlineData("""{"smartctl":{"exit_status":1}}""", SmartHealth.Unknown)]
    [InlineData("[1]", SmartHealth.Unknown)]
    [InlineData("sh: smartctl: not found", SmartHealth.Unknown)]
    [InlineData("", SmartHealth.Unknown)]
    public void Health_IsWhatTheDriveSays_AndUnknownHasAReason(string printed, SmartHealth health)
    {
        var reading = Read(printed);

        Assert.Equal(health, reading.Health);
        Assert.Equal(health == SmartHealth.Unknown, reading.Reason is { Length: > 0 });
    }

    [Theory]
    [InlineData("now", 0, SmartHealth.Failed)]
    [InlineData("past", 0, SmartHealth.Passed)]
    [InlineData("", 120, SmartHealth.Failed)]
    [InlineData("", 25, SmartHealth.Passed)]
    public void Health_ThatTheDriveCallsGood_IsNotBelievedOverAnAttributeOrATestThatFailed(string whenFailed, int test, SmartHealth health)
    {
        var printed = $$$"""
            {"smartctl":{"exit_status":0},"smart_status":{"passed":true},
             "ata_smart_attributes":{"table":[{"id":5,"name":"Reallocated_Sector_Ct","value":1,"when_failed":"{{{whenFailed}}}","raw":{"value":8}}]},
             "ata_smart_self_test_log":{"standard":{"table":[{"type":{"string":"Short offline"},"status":{"value":{{{test}}} } }] } } }
            """;

        var reading = Read(printed);

        Assert.Equal(health, reading.Health);
        // The other way to the same numbers, of a login that may not run smartctl.
        Assert.Equal(health, SmartApi.Health(reading.Attributes, new(reading.SelfTests, null)));
    }

    [Theory]
    [InlineData("sda", "/dev/sda")]
    [InlineData("/dev/disk/by-id/wwn-0x5000", "/dev/disk/by-id/wwn-0x5000")]
    [InlineData("nvd3", "/dev/nvme3")]
    [InlineData("nvme0n1", "/dev/nvme0n1")]
    [InlineData("sda;reboot", null)]
    [InlineData("$(reboot)", null)]
    [InlineData("sda -s off", null)]
    [InlineData("-x", null)]
    [InlineData("../etc/shadow", null)]
    [InlineData("/etc/shadow", null)]
    [InlineData("/dev/", null)]
    [InlineData("sda\n", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Device_IsAPathUnderDevOrNone(string? name, string? path) => Assert.Equal(path, DeviceName.PathOf(name));

    private static SmartReading Read(string printed) => SmartctlJson.Read(printed, At);
}
