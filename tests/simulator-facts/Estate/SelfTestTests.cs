using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Smart;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Tests.Estate;

public sealed class SelfTestTests
{
    private const int Hgst = 12;
    private const int Failing = 13;

    [Fact]
    public async Task ManualTest_RunsInTenthsUntilItsTimeIsOver()
    {
        var nas = new SimulatedNas(Release.Core133, Profile.BurnIn15);
        var reply = Start(nas, 0, "LONG");
        var job = nas.Job(reply["job"]!.GetValue<int>());

        Assert.Equal("smart.test.wait", job.Method);
        Assert.Equal("ada0", job.Arguments[0]!["disk"]!.GetValue<string>());
        Assert.Equal("LONG", job.Arguments[0]!["type"]!.GetValue<string>());
        await Eventually.IsTrue(() => job.Percent is 10 && nas.Time.Armed > 0);
        nas.Time.Advance(TimeSpan.FromSeconds(240));
        Assert.Equal("""{"progress":50}""", Results(nas, "ada0")["current_test"]!.ToJsonString());
        var row = Newest(nas, "ada0");
        Assert.Equal("Extended offline RUNNING 0.5", $"{row["description"]} {row["status"]} {row["remaining"]}");
        await Eventually.IsTrue(() => job.Percent is 50 && nas.Time.Armed > 0);

        nas.Time.Advance(TimeSpan.FromSeconds(240));

        Assert.Null(Results(nas, "ada0")["current_test"]);
        Assert.Equal("SUCCESS", Newest(nas, "ada0")["status"]!.GetValue<string>());
        await job.Over;
        Assert.Equal(JobState.Success, job.State);
    }

    [Theory]
    [InlineData("SHORT", 90)]
    [InlineData("LONG", 480)]
    public void SelfTest_Takes_ItsSeconds(string type, int seconds)
    {
        var nas = new SimulatedNas(Release.V2504);
        Start(nas, 0, type);

        nas.Time.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.Equal("RUNNING", Newest(nas, "sda")["status"]!.GetValue<string>());
        nas.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("SUCCESS", Newest(nas, "sda")["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("SHORT")]
    [InlineData("LONG")]
    public async Task FailingDrive_FailsAtAThirdOfTheWay_AndItsJobStillSucceeds(string type)
    {
        var nas = new SimulatedNas(Release.Scale2404, Profile.BurnIn15);
        var job = nas.Job(Start(nas, Failing, type)["job"]!.GetValue<int>());
        await Eventually.IsTrue(() => nas.Time.Armed > 0);

        nas.Time.Advance(SelfTestRules.Takes(type == "LONG" ? SelfTestKind.Long : SelfTestKind.Short) * 0.3);

        var row = Newest(nas, "sdn");
        Assert.Equal("FAILED 0.7 Completed: read failure", $"{row["status"]} {row["remaining"]} {row["status_verbose"]}");
        Assert.NotNull(row["lba_of_first_error"]);
        Assert.Equal(8, nas.Rows("disk.smart_attributes", """["sdn"]""").Single(each => each!["id"]!.GetValue<int>() == 197)!["raw"]!["value"]!.GetValue<long>());
        await job.Over;
        Assert.Equal(JobState.Success, job.State);
        Assert.Contains(nas.Estate.Alerts.All, alert => alert.Class == "SMART");
    }

    [Theory]
    [InlineData(Release.Core133, "ada1", false, 1, true)]
    [InlineData(Release.Scale2410, "sdb", true, 1, true)]
    [InlineData(Release.V2504, "sdb", true, 0, false)]
    public void Results_ShapeOfTheNewestRow_IsThatOfTheRelease(Release release, string name, bool hasDiskFields, int num, bool isLbaText)
    {
        var nas = new SimulatedNas(release);
        nas.Estate.Shelf[1].TestsFailAt = 0.5;
        Start(nas, 1, "SHORT");
        nas.Time.Advance(TimeSpan.FromMinutes(2));

        var row = Newest(nas, name);
        Assert.Equal(hasDiskFields, Results(nas, name).ContainsKey("serial"));
        Assert.Equal(num, row["num"]!.GetValue<int>());
        Assert.Equal(isLbaText, row["lba_of_first_error"]!.GetValueKind() == System.Text.Json.JsonValueKind.String);
        Assert.Equal(release == Release.V2504, row.ContainsKey("power_on_hours_ago"));
    }

    [Fact]
    public void SasDrive_SaysZeroUntilDone_AndHasSegments()
    {
        var nas = new SimulatedNas(Release.V2504, Profile.BurnIn15);
        Start(nas, Hgst, "LONG");
        nas.Time.Advance(TimeSpan.FromSeconds(300));

        Assert.Equal("""{"progress":0}""", Results(nas, "sdm")["current_test"]!.ToJsonString());
        Assert.Equal("Background long RUNNING", $"{Newest(nas, "sdm")["description"]} {Newest(nas, "sdm")["status"]}");
        Assert.True(Newest(nas, "sdm").ContainsKey("segment_number"));
        Assert.False(Newest(nas, "sdm").ContainsKey("remaining"));
        Assert.Throws<MethodError>(() => nas.Call("disk.smart_attributes", """["sdm"]"""));
    }

    [Fact]
    public void NvmeDrive_RunningTestIsNotInTheTable()
    {
        var nas = new SimulatedNas(Release.V2504, Profile.Nvme);
        Start(nas, 0, "SHORT");
        nas.Time.Advance(TimeSpan.FromSeconds(45));

        Assert.Empty(Results(nas, "nvme0n1")["tests"]!.AsArray());
        Assert.Equal(50, Results(nas, "nvme0n1")["current_test"]!["progress"]!.GetValue<int>());
        nas.Time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal("SUCCESS", Newest(nas, "nvme0n1")["status"]!.GetValue<string>());
    }

    [Fact]
    public void NvmeDrive_Before2410_CannotBeTested()
    {
        var nas = new SimulatedNas(Release.Scale2404, Profile.Nvme);

        Assert.True(Assert.Throws<MethodError>(() => Start(nas, 0, "SHORT")).IsValidation);
        Assert.DoesNotContain("nvme0n1", nas.Call("smart.test.disk_choices")!.AsObject().Select(choice => choice.Value!.GetValue<string>()));
    }

    [Fact]
    public void ManualTest_BusyDrive_IsAnErrorInsideASuccess()
    {
        var nas = new SimulatedNas(Release.Core133);
        Assert.False(Start(nas, 0, "LONG").ContainsKey("error"));

        var second = Start(nas, 0, "SHORT");

        Assert.StartsWith("smartctl failed for disk ada0:\nCan't start self-test without aborting current test (90% remaining)", second["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.False(second.ContainsKey("job"));
        Assert.Null(Start(new SimulatedNas(Release.Scale2404), 0, "LONG")["error"]);
    }

    [Theory]
    [InlineData("""[[{"identifier":"ada0","type":"LONG"}]]""")]
    [InlineData("""[[{"identifier":"{serial}nothing","type":"LONG"}]]""")]
    [InlineData("""[[]]""")]
    [InlineData("""["ada0"]""")]
    public void ManualTest_WrongDisks_RefuseTheCall(string arguments) =>
        Assert.True(Assert.Throws<MethodError>(() => new SimulatedNas(Release.Core133).Call("smart.test.manual_test", arguments)).IsValidation);

    [Theory]
    [InlineData(Release.Core133, true)]
    [InlineData(Release.Scale2404, true)]
    [InlineData(Release.Scale2410, false)]
    [InlineData(Release.V2504, false)]
    public async Task AbortedWait_StopsTheDrive_From2410On(Release release, bool goesOn)
    {
        var nas = new SimulatedNas(release);
        var job = nas.Job(Start(nas, 0, "LONG")["job"]!.GetValue<int>());
        await Eventually.IsTrue(() => nas.Time.Armed > 0);

        job.Abort();
        await job.Over;

        Assert.Equal(JobState.Aborted, job.State);
        Assert.Equal(goesOn, nas.Estate.Shelf[0].SelfTests.Running(nas.Now) is not null);
    }

    [Fact]
    public void LostPower_InterruptsTests_WhichFailedOnCore()
    {
        var (core, scale) = (new SimulatedNas(Release.Core133), new SimulatedNas(Release.V2504));
        foreach (var nas in new[] { core, scale })
        {
            Start(nas, 0, "LONG");
            nas.Appliance.CutPower();
        }

        Assert.Equal("FAILED Interrupted (host reset)", $"{Newest(core, "ada0")["status"]} {Newest(core, "ada0")["status_verbose"]}");
        Assert.Equal("ABORTED", Newest(scale, "sda")["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task CompleteAllJobs_EndsTestsWithTheirOutcome()
    {
        var nas = new SimulatedNas(Release.Core133, Profile.BurnIn15);
        var jobs = new[] { 0, Failing }.Select(bay => nas.Job(Start(nas, bay, "LONG")["job"]!.GetValue<int>())).ToList();

        nas.Appliance.CompleteAllJobs();
        await Task.WhenAll(jobs.Select(job => job.Over));

        Assert.Equal("SUCCESS", Newest(nas, "ada0")["status"]!.GetValue<string>());
        Assert.Equal("FAILED", Newest(nas, nas.Estate.Shelf.BayOf(nas.Estate.Shelf[Failing])!.Name)["status"]!.GetValue<string>());
    }

    [Fact]
    public void FailedTest_From2510On_HasAnAlertOfItsOwn()
    {
        var nas = new SimulatedNas(Release.V2510, Profile.BurnIn15);
        nas.Call("disk.smart_test", """["SHORT",["*"]]""");
        nas.Time.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal("SMARTFailedSelfTest /dev/sdn", $"{nas.Rows("alert.list")[0]!["klass"]} {Assert.Single(nas.Rows("alert.list"))!["args"]!["device"]}");
    }

    [Fact]
    public void SmartTest_From2510On_OnlyStarts()
    {
        var nas = new SimulatedNas(Release.V2510);

        Assert.True(nas.HasHidden("disk.smart_test"));
        Assert.Null(nas.Call("disk.smart_test", """["SHORT",["*"]]"""));
        Assert.All(nas.Estate.Shelf.Bays, bay => Assert.NotNull(bay.Drive.SelfTests.Running(nas.Now)));
        Assert.Empty(nas.Appliance.Jobs.All);
    }

    [Fact]
    public void Schedules_AreCreatedFromIdentifiersOnly()
    {
        var nas = new SimulatedNas(Release.Core133);
        var identifier = nas.Estate.Shelf.Bays[0].Identifier;

        var refused = Assert.Throws<MethodError>(() => nas.Call("smart.test.create", """[{"disks":["ada0"],"type":"LONG"}]"""));
        Assert.EndsWith("are invalid: ada0", refused.Extra[0].Message, StringComparison.Ordinal);
        nas.Call("smart.test.create", $$"""[{"disks":["{{identifier}}"],"schedule":{"hour":"3"},"type":"LONG"}]""");

        Assert.Equal("3", Assert.Single(nas.Rows("smart.test.query"))!["schedule"]!["hour"]!.GetValue<string>());
        Assert.Empty(nas.Appliance.Jobs.All);
        Assert.Null(nas.Estate.Shelf[0].SelfTests.Running(nas.Now));
    }

    [Fact]
    public void SeagateAttributes_PackSeveralCountersIntoOne()
    {
        var nas = new SimulatedNas(Release.Core133);
        nas.Estate.Shelf[0].Change(health => health with { CommandTimeouts = 3L << 32 | 2L << 16 | 1, Reallocated = 5, CrcErrors = 7 });

        var rows = nas.Rows("disk.smart_attributes", """["ada0"]""").ToDictionary(row => row!["id"]!.GetValue<int>(), row => row!["raw"]!);

        Assert.Equal("3 2 1", rows[188]["string"]!.GetValue<string>());
        Assert.Equal(3L << 32 | 2L << 16 | 1, rows[188]["value"]!.GetValue<long>());
        Assert.Equal((5, 7), (rows[5]["value"]!.GetValue<long>(), rows[199]["value"]!.GetValue<long>()));
        Assert.True(rows[1]["value"]!.GetValue<long>() > 1_000_000 && rows[7]["value"]!.GetValue<long>() > 1_000_000);
        Assert.Equal(nas.Estate.Shelf[0].PowerOnHours(nas.Now), rows[9]["value"]!.GetValue<long>());
    }

    private static JsonObject Start(SimulatedNas nas, int bay, string type) =>
        nas.Rows("smart.test.manual_test", $$"""[[{"identifier":"{{nas.Estate.Shelf.BayOf(nas.Estate.Shelf[bay])!.Identifier}}","mode":"BACKGROUND","type":"{{type}}"}]]""")[0]!.AsObject();

    private static JsonObject Results(SimulatedNas nas, string name) => nas.Call("smart.test.results", $$"""[[["disk","=","{{name}}"]],{"get":true}]""")!.AsObject();

    private static JsonObject Newest(SimulatedNas nas, string name) => Results(nas, name)["tests"]![0]!.AsObject();
}
