using NasOrleans.Api.Resources;
using NasOrleans.Drives;
using NasOrleans.Systems;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.Api.Resources;

public sealed class ResourceViewsTests
{
    private static readonly SystemSnapshot Nas = new()
    {
        Id = new("nas1"),
        Name = "Basement",
        Host = "nas.example",
        Status = SystemStatus.Online,
        Essence = new()
        {
            Parts =
            [
                new() { Kind = PartKind.App, Id = "nextcloud", Name = "nextcloud", Good = true },
                new() { Kind = PartKind.Machine, Id = "7", Name = "nextcloud" },
                new() { Kind = PartKind.Pool, Id = "1", Name = "tank", State = "SUSPENDED" },
                new() { Kind = PartKind.Dataset, Id = "tank/home", Name = "tank/home", Parent = "tank", Good = true },
            ],
            Drives = [new() { Id = new("serial:n1"), Device = "/dev/nvme0", Serial = "N1" }],
        },
    };

    private static readonly SystemInventory Inventory = new()
    {
        Workloads =
        [
            new() { Kind = WorkloadKind.App, Id = "nextcloud", Name = "nextcloud", State = "RUNNING" },
            new() { Kind = WorkloadKind.Machine, Id = "7", Name = "nextcloud", State = "STOPPED" },
        ],
        Pools =
        [
            new()
            {
                Name = "tank",
                Topology =
                [
                    new() { Role = "data", Type = "RAIDZ2", Children = [new() { Type = "DISK", Disk = "/dev/nvme0", Status = "FAULTED" }, new() { Type = "DISK" }] },
                    new() { Role = "data", Type = "DISK", Disk = "sdz" },
                ],
            },
        ],
        Disks = [new() { Name = "/dev/nvme0", Smart = new() { Attributes = [new() { Name = "percentage_used", Raw = 30 }] } }],
    };

    [Fact]
    public void Of_AppAndMachineOfOneName_EachShowsItsOwn()
    {
        Assert.Equal("RUNNING", View("app-container").Truenas!.App!.State);
        Assert.Equal("STOPPED", View("vm").Truenas!.Vm!.State);
    }

    [Fact]
    public void Of_Dataset_TellsTheHealthOfItsPool() =>
        Assert.True(View("storage", "tank/home").Storage is { PoolHealth: false, ZfsPoolState: "SUSPENDED" });

    [Fact]
    public void Of_SystemWithPoolsOfUnknownSize_ShowsNoSum() => Assert.Null(View("agent").Metrics!.Disk);

    [Fact]
    public void Of_Pool_IsProtectedAsItsWeakestPart() => Assert.Equal("none", View("storage", "tank").Storage!.Protection);

    [Fact]
    public void Of_DriveKnownByItsPath_HasThatPath_AndItsPlaceInThePool() =>
        Assert.True(View("physical_disk").PhysicalDisk is { DevPath: "/dev/nvme0", Wearout: 70, StorageRole: "data", StorageState: "FAULTED" });

    private static ResourceView View(string type, string? name = null)
    {
        var resource = ResourceRules.Of(Nas).First(each => each.Type == type && (name is null || each.Name == name));
        return ResourceViews.Of(resource, new(Inventory, null), whole: true, DateTimeOffset.UnixEpoch);
    }
}
