using System.Text.Json;
using NasOrleans.Drives;
using NasOrleans.Protocols.TrueNas.Reading.Storage;

namespace NasOrleans.Tests.Protocols.TrueNas.Reading;

public sealed class StorageReaderTests
{
    [Fact]
    public void Pool_OfScale_IsReadWhole()
    {
        var pool = PoolReader.Of(JsonElement.Parse("""
            {"id":1,"name":"tank","guid":"12345678901234567890","status":"DEGRADED","healthy":false,"status_detail":"One or more devices",
             "size":1000,"allocated":400,"free":600,"fragmentation":"3","warning":false,"something_new":{},
             "scan":{"function":"SCRUB","state":"FINISHED","start_time":{"$date":1000},"end_time":{"$date":2000},"percentage":99.5,"errors":0,"total_secs_left":null},
             "topology":{"data":[{"name":"mirror-0","type":"MIRROR","guid":"1","status":"DEGRADED","stats":{"read_errors":1},"children":[
               {"name":"sda1","type":"DISK","guid":"2","status":"ONLINE","disk":"sda","device":"sda1","stats":{"checksum_errors":7},"children":[]},
               {"name":"9","type":"DISK","guid":"3","status":"UNAVAIL","disk":null,"unavail_disk":{"name":"sdb"},"children":[]}]}],
               "log":[],"cache":[{"name":"nvme0n1","type":"DISK","disk":"nvme0n1","status":"ONLINE"}],"spare":[],"special":[],"dedup":[]}}
            """));

        Assert.Equal(("tank", "12345678901234567890", "DEGRADED", false, 3.0), (pool.Name, pool.Guid, pool.Status, pool.Healthy, pool.FragmentationPercent));
        Assert.Equal((1000L, 400L, 600L), (pool.SizeBytes, pool.AllocatedBytes, pool.FreeBytes));
        Assert.True(pool.Scan is { Function: "SCRUB", Percent: 99.5, SecondsLeft: null });
        Assert.Equal(["data", "cache"], pool.Topology.Select(node => node.Role));
        Assert.Equal(["sda", null], pool.Topology[0].Children.Select(node => node.Disk));
        Assert.Equal((1L, 7L), (pool.Topology[0].ReadErrors, pool.Topology[0].Children[0].ChecksumErrors));
    }

    [Fact]
    public void BootPool_OfCore_IsReadFromItsRawShape()
    {
        var pool = PoolReader.Of(JsonElement.Parse("""
            {"name":"freenas-boot","id":"freenas-boot","guid":"77","status":"ONLINE","healthy":true,"properties":{"size":{"parsed":500,"rawvalue":"500"}},
             "groups":{"data":[{"type":"disk","path":"/dev/ada0p2","guid":"5","status":"ONLINE","children":[]}],"log":[]}}
            """));

        Assert.Equal((500L, "DISK", "/dev/ada0p2"), (pool.SizeBytes, pool.Topology[0].Type, pool.Topology[0].Name));
    }

    [Fact]
    public void Pool_ThatIsGone_HasNulls()
    {
        var pool = PoolReader.Of(JsonElement.Parse("""{"name":"lost","guid":1,"status":"OFFLINE","healthy":false,"size":null,"fragmentation":null,"scan":null,"topology":null}"""));

        Assert.True(pool is { Guid: "1", SizeBytes: null, FragmentationPercent: null, Scan: null, Topology.IsEmpty: true });
    }

    [Fact]
    public void Dataset_IsReadFromItsProperties()
    {
        var dataset = DatasetReader.Of(JsonElement.Parse("""
            {"id":"tank/media","type":"FILESYSTEM","pool":"tank","encrypted":true,"locked":false,"used":{"parsed":5},"available":{"parsed":7},
             "quota":{"parsed":null},"readonly":{"parsed":true,"rawvalue":"on"},"compressratio":{"parsed":"1.25","value":"1.25x"}}
            """));

        Assert.True(dataset is { Name: "tank/media", Pool: "tank", UsedBytes: 5, AvailableBytes: 7, QuotaBytes: null, Encrypted: true, ReadOnly: true, CompressRatio: 1.25 }, $"{dataset}");
    }

    [Theory]
    [InlineData("""{"name":"ada2","bus":"?","subsystem":"ada","type":"HDD"}""", DriveBus.Sata, DriveMedium.Hdd)]
    [InlineData("""{"name":"da0","bus":"?","subsystem":"da","type":"HDD"}""", DriveBus.Unknown, DriveMedium.Hdd)]
    [InlineData("""{"name":"nvd0","bus":"?","subsystem":"nvd","type":"SSD"}""", DriveBus.Nvme, DriveMedium.Ssd)]
    [InlineData("""{"name":"sdc","bus":"ATA","subsystem":"scsi","type":"HDD"}""", DriveBus.Sata, DriveMedium.Hdd)]
    [InlineData("""{"name":"sdd","bus":"SCSI","subsystem":"scsi","type":"SSD"}""", DriveBus.Sas, DriveMedium.Ssd)]
    [InlineData("""{"name":"nvme0n1","bus":"NVME","subsystem":"nvme","type":null}""", DriveBus.Nvme, DriveMedium.Ssd)]
    [InlineData("""{"name":"sde","bus":"USB"}""", DriveBus.Usb, DriveMedium.Unknown)]
    public void Disk_BusAndMedium_AreTold(string json, DriveBus bus, DriveMedium medium)
    {
        var disk = DiskReader.Of(JsonElement.Parse(json));

        Assert.Equal((bus, medium), (disk.Bus, disk.Medium));
    }

    [Fact]
    public void Disk_IsReadWhole()
    {
        var disk = DiskReader.Of(JsonElement.Parse("""
            {"identifier":"{serial_lunid}ZL0_5000C5","name":"sdc","serial":" ZLW0ABCD ","lunid":"5000C500D1E2F3A4","size":12000138625024,"model":"ST12000NM0008",
             "rotationrate":7200,"type":"HDD","bus":"ATA","devname":"sdc","enclosure":{"number":0,"slot":4},"pool":"tank","sed":false}
            """));

        Assert.True(disk is { Serial: "ZLW0ABCD", Wwn: "5000c500d1e2f3a4", SizeBytes: 12000138625024, RotationRate: 7200, Bay: "0/4", Pool: "tank" }, $"{disk}");
    }
}
