using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Pools;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Tests.Estate;

public sealed class PoolTests
{
    public static TheoryData<Release> Releases => [.. Enum.GetValues<Release>()];

    [Theory]
    [MemberData(nameof(Releases))]
    public void Query_Fields_AreThoseOfTheRelease(Release release)
    {
        var row = new SimulatedNas(release).Rows("pool.query")[0]!.AsObject();

        Assert.All(["size", "allocated", "free", "freeing", "fragmentation", "size_str", "warning"], name => Assert.Equal(release.IsScale(), row.ContainsKey(name)));
        Assert.Equal(release >= Release.Scale2404, row.ContainsKey("status_code"));
        Assert.Equal(release >= Release.Scale2410, row.ContainsKey("expand"));
        Assert.Equal(release >= Release.V2504, row.ContainsKey("dedup_table_size"));
        Assert.Equal(release >= Release.V26, row.ContainsKey("all_sed"));
        Assert.Equal(release <= Release.Scale2212, row.ContainsKey("is_decrypted"));
        Assert.Equal("ONLINE True tank /mnt/tank", $"{row["status"]} {row["healthy"]!.GetValue<bool>()} {row["name"]} {row["path"]}");
        Assert.Equal(System.Text.Json.JsonValueKind.String, row["guid"]!.GetValueKind());
        if (release.IsScale()) Assert.Equal(System.Text.Json.JsonValueKind.String, row["fragmentation"]!.GetValueKind());
    }

    [Fact]
    public void Core_PoolSize_IsOnTheRootDataset()
    {
        var nas = new SimulatedNas(Release.Core133);

        var root = nas.Call("pool.dataset.query", """[[["id","=","tank"]],{"get":true}]""")!;

        Assert.Equal(PoolRules.UsableSize(nas.Estate.Pools["tank"]), root["used"]!["parsed"]!.GetValue<long>() + root["available"]!["parsed"]!.GetValue<long>(), tolerance: 1);
        Assert.True(nas.HasHidden("zfs.pool.query"));
        Assert.NotNull(nas.Call("boot.get_state")!["properties"]!["size"]!["parsed"]);
    }

    [Fact]
    public void Scale_BootState_HasThePoolsShapeWithoutIdAndGuid()
    {
        var boot = new SimulatedNas(Release.V2510).Call("boot.get_state")!.AsObject();

        Assert.False(boot.ContainsKey("id") || boot.ContainsKey("guid"));
        Assert.Equal("boot-pool sde", $"{boot["name"]} {boot["topology"]!["data"]![0]!["disk"]}");
    }

    [Fact]
    public void FaultedMember_DegradesThePool()
    {
        var nas = new SimulatedNas(Release.V2510);
        nas.Estate.DegradePool();

        var row = nas.Rows("pool.query")[0]!;

        Assert.Equal("DEGRADED False", $"{row["status"]} {row["healthy"]!.GetValue<bool>()}");
        Assert.NotNull(row["status_detail"]);
        var vdev = row["topology"]!["data"]![0]!;
        Assert.Equal("RAIDZ1 DEGRADED FAULTED", $"{vdev["type"]} {vdev["status"]} {vdev["children"]![0]!["status"]}");
        nas.Estate.Pools.Heal("tank");
        Assert.Equal("ONLINE", nas.Rows("pool.query")[0]!["status"]!.GetValue<string>());
    }

    [Fact]
    public void SecondLostMember_OfRaidZ1_IsMoreThanItBears()
    {
        var nas = new SimulatedNas(Release.V2510);
        nas.Estate.Pools.Fault("tank", nas.Estate.Shelf[0]);
        nas.Estate.Shelf.Pull(nas.Estate.Shelf[1]);

        Assert.Equal("FAULTED", nas.Rows("pool.query")[0]!["status"]!.GetValue<string>());
    }

    [Fact]
    public void PulledMember_HasNoDiskButAnUnavailableOne()
    {
        var nas = new SimulatedNas(Release.V2504);
        nas.Estate.Shelf.Pull(nas.Estate.Shelf[1]);

        var leaf = nas.Rows("pool.query")[0]!["topology"]!["data"]![0]!["children"]![1]!;

        Assert.Null(leaf["disk"]);
        Assert.Equal("UNAVAIL sdb", $"{leaf["status"]} {leaf["unavail_disk"]!["name"]}");
    }

    [Fact]
    public void ReplacedDrive_ResilversAndThenIsAMember()
    {
        var nas = new SimulatedNas(Release.V2510);
        var fresh = nas.Estate.ReplaceDrive(nas.Estate.Shelf[1]);

        var row = nas.Rows("pool.query")[0]!;
        Assert.Equal("DEGRADED RESILVER SCANNING", $"{row["status"]} {row["scan"]!["function"]} {row["scan"]!["state"]}");
        Assert.Contains("REPLACING", row["topology"]!["data"]![0]!["children"]!.AsArray().Select(child => child!["type"]!.GetValue<string>()));
        nas.Time.Advance(PoolBook.ScanTakes);

        row = nas.Rows("pool.query")[0]!;
        Assert.Equal("ONLINE FINISHED", $"{row["status"]} {row["scan"]!["state"]}");
        Assert.Contains(fresh, nas.Estate.Pools["tank"].Members.Select(member => member.Drive));
        Assert.Null(row["scan"]!["total_secs_left"]);
    }

    [Fact]
    public async Task Scrub_RunsWithProgress_AndASecondOneIsBusy()
    {
        var nas = new SimulatedNas(Release.V2510);
        var job = nas.Start("pool.scrub", """[1,"START"]""");
        await Eventually.IsTrue(() => nas.Time.Armed > 0);
        nas.Time.Advance(PoolBook.ScanTakes / 2);

        var scan = nas.Rows("pool.query")[0]!["scan"]!;
        Assert.Equal("SCRUB SCANNING 50 300", $"{scan["function"]} {scan["state"]} {scan["percentage"]} {scan["total_secs_left"]}");
        await Eventually.IsTrue(() => job.Percent is 50);
        await Eventually.IsTrue(nas.Time, TimeSpan.FromSeconds(30), () => job.IsOver);
        Assert.Equal(JobState.Success, job.State);
        Assert.Equal("FINISHED", nas.Rows("pool.query")[0]!["scan"]!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Scrub_WhileScrubbing_Fails_AndStopCancelsIt()
    {
        var nas = new SimulatedNas(Release.V2510);
        nas.Estate.Pools.StartScrub("tank");

        // The lock of a first job would hold the second one back: the scrub was started by the clock.
        var second = nas.Start("pool.scrub", """[1,"START"]""");
        await second.Over;
        Assert.Equal(Errno.EBUSY, second.Error!.Errno);
        await nas.Start("pool.scrub", """[1,"STOP"]""").Over;
        Assert.Equal("CANCELED", nas.Rows("pool.query")[0]!["scan"]!["state"]!.GetValue<string>());
    }

    [Fact]
    public void OfflinePool_HasNeitherSizeNorTopology()
    {
        var nas = new SimulatedNas(Release.V2510);
        nas.Estate.Pools.Change("tank", pool => pool with { IsOffline = true });

        var row = nas.Rows("pool.query")[0]!.AsObject();

        Assert.Equal("OFFLINE", row["status"]!.GetValue<string>());
        Assert.All(["size", "topology", "scan", "fragmentation"], name => Assert.Null(row[name]));
        Assert.Empty(nas.Rows("pool.dataset.query"));
    }

    [Fact]
    public void ExportedPool_IsGoneAndItsDrivesStillCarryIt()
    {
        var nas = new SimulatedNas(Release.V2510);
        nas.Estate.Pools.Export("tank");

        Assert.Empty(nas.Rows("pool.query"));
        Assert.Equal("tank", nas.Estate.Shelf[0].ExportedPool);
    }

    [Fact]
    public void Zpool_From26On_HasWholeNumbersForGuids()
    {
        var nas = new SimulatedNas(Release.V26);

        var row = nas.Rows("zpool.query", """[{"pool_names":["tank"],"topology":true,"scan":true,"properties":["size"]}]""")[0]!;

        Assert.Equal(System.Text.Json.JsonValueKind.Number, row["guid"]!.GetValueKind());
        Assert.Equal(PoolRules.RawSize(nas.Estate.Pools["tank"]), row["properties"]!["size"]!["value"]!.GetValue<long>());
        Assert.Equal("raidz1", row["topology"]!["data"]![0]!["vdev_type"]!.GetValue<string>());
        Assert.Null(nas.Rows("zpool.query")[0]!["topology"]);
    }

    [Fact]
    public void DatasetQuery_ExtraCutsTheCost()
    {
        var nas = new SimulatedNas(Release.V2510);

        Assert.Equal(5, nas.Rows("pool.dataset.query").Count);
        var roots = nas.Rows("pool.dataset.query", """[[],{"extra":{"retrieve_children":false,"properties":["used","available"]}}]""");
        var root = Assert.Single(roots)!.AsObject();
        Assert.True(root.ContainsKey("used") && root.ContainsKey("available") && !root.ContainsKey("quota") && !root.ContainsKey("mounted"));
        Assert.Equal(["tank/media", "tank/backup", "tank/vm-disk"], nas.Rows("pool.dataset.query")[0]!["children"]!.AsArray().Select(child => child!["id"]!.GetValue<string>()));
    }

    [Fact]
    public void Snapshots_HaveTheirProperties()
    {
        var row = new SimulatedNas(Release.V2504).Rows("zfs.snapshot.query", """[[["dataset","=","tank/media"]],{"order_by":["-createtxg"]}]""")[0]!;

        Assert.Equal("tank tank/media", $"{row["pool"]} {row["dataset"]}");
        Assert.NotNull(row["properties"]!["creation"]!["parsed"]!["$date"]);
        Assert.True(new SimulatedNas(Release.V2510).HasHidden("zfs.snapshot.query"));
    }
}
