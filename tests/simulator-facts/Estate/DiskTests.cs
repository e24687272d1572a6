using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Tests.Estate;

public sealed class DiskTests
{
    private static readonly string[] Smart = ["togglesmart", "smartoptions", "critical", "difference", "informational"];

    public static TheoryData<Release> Releases => [.. Enum.GetValues<Release>()];

    [Fact]
    public void BurnIn15_HasTheSeedsMixAndABootDrive()
    {
        var rows = new SimulatedNas(Release.V2510, Profile.BurnIn15).Rows("disk.query", """[[["type","=","HDD"]]]""");

        Assert.Equal(15, rows.Count);
        Assert.Equal("sda sdo", $"{rows[0]!["name"]} {rows[14]!["name"]}");
        Assert.Equal("FAIL001", rows.Single(row => row!["name"]!.GetValue<string>() == "sdn")!["model"]!.GetValue<string>());
        Assert.Equal(12_000_138_625_024, rows[0]!["size"]!.GetValue<long>());
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void Query_Fields_AreThoseOfTheRelease(Release release)
    {
        var row = new SimulatedNas(release).Rows("disk.query")[0]!.AsObject();

        Assert.All(Smart, name => Assert.Equal(release <= Release.V2504, row.ContainsKey(name)));
        Assert.Equal(release == Release.Core133, row.ContainsKey("multipath_name") && row.ContainsKey("hddstandby_force") && row.ContainsKey("acousticlevel"));
        Assert.Equal(release is >= Release.Scale2212 and <= Release.V2504, row.ContainsKey("supports_smart"));
        Assert.Equal(release >= Release.V26, row.ContainsKey("sed") && row.ContainsKey("sed_status"));
        Assert.DoesNotContain("temperature", row.Select(field => field.Key));
        Assert.Equal(release == Release.Core133 ? "ada0" : "sda", row["name"]!.GetValue<string>());
        Assert.Equal($"{{serial_lunid}}{row["serial"]}_{row["lunid"]}", row["identifier"]!.GetValue<string>());
        Assert.Equal(release == Release.Core133 ? "?" : "ATA", row["bus"]!.GetValue<string>());
    }

    [Fact]
    public void Names_FollowTheProtocol()
    {
        Assert.Equal("da0", Name(Release.Core133, Profile.BurnIn15, 12));
        Assert.Equal("sdm", Name(Release.V2504, Profile.BurnIn15, 12));
        Assert.Equal("nvd1", Name(Release.Core133, Profile.Nvme, 1));
        Assert.Equal("nvme1n1", Name(Release.V2510, Profile.Nvme, 1));

        static string Name(Release release, Profile profile, int bay) => new SimulatedNas(release, profile).Rows("disk.query")[bay]!["name"]!.GetValue<string>();
    }

    [Fact]
    public void Query_Pool_IsSaidOnlyWhenAsked()
    {
        var nas = new SimulatedNas(Release.V2510);

        Assert.All(nas.Rows("disk.query"), row => Assert.Null(row!["pool"]));
        Assert.Equal(["tank", "tank", "tank", null, "boot-pool"], nas.Rows("disk.query", """[[],{"extra":{"pools":true}}]""").Select(row => row!["pool"]?.GetValue<string>()));
    }

    [Fact]
    public void PulledDrive_IsListedOnlyWithExpired_ForAWeek()
    {
        var nas = new SimulatedNas(Release.V2504);
        nas.Estate.Shelf.Pull(nas.Estate.Shelf[3]);

        Assert.Equal(4, nas.Rows("disk.query").Count);
        var expired = nas.Rows("disk.query", """[[["expiretime","!=",null]],{"extra":{"include_expired":true}}]""");
        Assert.Equal("sdd", Assert.Single(expired)!["name"]!.GetValue<string>());
        nas.Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal(4, nas.Rows("disk.query", """[[],{"extra":{"include_expired":true}}]""").Count);
    }

    [Fact]
    public void MovedDrive_KeepsSerialAndTests()
    {
        var (one, other) = (new SimulatedNas(Release.V2504), new SimulatedNas(Release.Core133, number: 1));
        var drive = one.Estate.Shelf[3];
        drive.StartTest(NasOrleans.Simulators.TrueNas.Estate.Smart.SelfTestKind.Short, one.Now);

        one.Estate.Shelf.MoveTo(other.Estate.Shelf, drive);

        var row = other.Rows("disk.query", $$"""[[["serial","=","{{drive.Serial}}"]]]""");
        Assert.Equal("ada5", Assert.Single(row)!["name"]!.GetValue<string>());
        Assert.Single(drive.SelfTests.Tests);
    }

    [Fact]
    public void RenamedDrives_KeepTheirIdentifiers()
    {
        var nas = new SimulatedNas(Release.V2510);
        var before = nas.Estate.Shelf[0];

        nas.Estate.Shelf.RenameInReverse();

        Assert.Equal("sde", nas.Estate.Shelf.BayOf(before)!.Name);
        Assert.Equal(nas.Estate.Shelf.Bays.Length, nas.Estate.Shelf.Bays.Select(bay => bay.Name).Distinct().Count());
    }

    [Theory]
    [InlineData(Release.Core133, true, false)]
    [InlineData(Release.Scale2404, true, true)]
    [InlineData(Release.Scale2410, false, false)]
    public void GetUnused_ExportedPool_IsMissedFlaggedOrLeftOut(Release release, bool isListed, bool isFlagged)
    {
        var nas = new SimulatedNas(release);
        nas.Estate.Shelf[3].ExportedPool = "old";

        var row = nas.Rows("disk.get_unused").SingleOrDefault();

        Assert.Equal(isListed, row is not null);
        Assert.Equal(isFlagged, row?["exported_zpool"] is not null);
    }

    [Fact]
    public void GetUnused_IsHiddenFrom2504On()
    {
        Assert.True(new SimulatedNas(Release.Scale2410).Has("disk.get_unused"));
        Assert.True(new SimulatedNas(Release.V2504).HasHidden("disk.get_unused"));
    }

    [Fact]
    public void Details_TellUsedFromUnused()
    {
        var nas = new SimulatedNas(Release.V2510);
        nas.Estate.Shelf[3].ExportedPool = "old";

        var both = nas.Call("disk.details")!;
        Assert.Empty(nas.Rows("disk.details", """[{"type":"UNUSED"}]"""));
        Assert.Equal(5, both["used"]!.AsArray().Count);
        Assert.Equal("old", both["used"]![3]!["exported_zpool"]!.GetValue<string>());
        Assert.Equal("tank", both["used"]![0]!["imported_zpool"]!.GetValue<string>());
        Assert.False(new SimulatedNas(Release.Scale2404).Has("disk.details"));
    }

    [Theory]
    [InlineData(Release.Core133, """[["ada0","ada9"]]""", "ada0", "ada9")]
    [InlineData(Release.Scale2410, """[["sda","sdz"]]""", "sda", "sdz")]
    public void Temperatures_To2504_AreWholeDegrees(Release release, string arguments, string name, string unknown)
    {
        var readings = new SimulatedNas(release).Call("disk.temperatures", arguments)!;

        Assert.InRange(readings[name]!.GetValue<int>(), 20, 40);
        Assert.Null(readings[unknown]);
    }

    [Fact]
    public void Temperatures_From2510_AreFractionsWithThresholdsOnRequest()
    {
        var readings = new SimulatedNas(Release.V2510).Call("disk.temperatures", """[["sda"],true]""")!["sda"]!;

        Assert.InRange(readings[0]!.GetValue<double>(), 20, 40);
        Assert.Equal(60, readings[1]!.GetValue<int>());
        Assert.False(new SimulatedNas(Release.V2510).Has("disk.temperature"));
    }

    [Fact]
    public void Temperatures_SleepingDrive_HasNone_AndAHeatedOneIsHot()
    {
        var nas = new SimulatedNas(Release.Scale2404);
        (nas.Estate.Shelf[0].IsSpunDown, nas.Estate.Shelf[1].Heat) = (true, 30);

        var readings = nas.Call("disk.temperatures", """[["sda","sdb"]]""")!;

        Assert.Null(readings["sda"]);
        Assert.InRange(readings["sdb"]!.GetValue<int>(), 55, 62);
    }

    [Fact]
    public void Temperatures_OnCoreWithinFiveMinutes_AreTheLastAnswerWhateverIsAsked()
    {
        var nas = new SimulatedNas(Release.Core133);
        nas.Call("disk.temperatures", """[["ada0"]]""");

        Assert.Equal(["ada0"], nas.Call("disk.temperatures", """[["ada1"]]""")!.AsObject().Select(each => each.Key));
        nas.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(["ada1"], nas.Call("disk.temperatures", """[["ada1"]]""")!.AsObject().Select(each => each.Key));
    }

    [Fact]
    public void Serials_AreNeverTheSameTwice()
    {
        var drives = Enumerable.Range(0, 40).SelectMany(number => new SimulatedNas(Release.V2510, Profile.BurnIn15, number).Estate.Shelf.Bays).Select(bay => bay.Drive).ToList();

        Assert.Equal(drives.Count, drives.Select(drive => drive.Serial).Distinct().Count());
        Assert.Equal(drives.Count, drives.Select(drive => drive.Wwn).Distinct().Count());
        Assert.All(drives, drive => Assert.Equal((drive.Model.SerialLength, 16), (drive.Serial.Length, drive.Wwn.Length)));
    }
}
