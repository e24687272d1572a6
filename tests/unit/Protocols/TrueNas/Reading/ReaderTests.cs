using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Reading;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.Protocols.TrueNas.Reading;

public sealed class ReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"cpu":{"0":{"usage":1},"average":{"usage":12.5},"temperature_celsius":{"0":40,"1":44}},"virtual_memory":{"available":7},"zfs":{"arc_size":3},"interfaces":{"em0":{"received_bytes_rate":10,"sent_bytes_rate":20,"speed":1000}}}""")]
    [InlineData("""{"cpu":{"cpu":{"usage":12.5,"temp":44},"cpu0":{"usage":1,"temp":40}},"memory":{"arc_size":3,"physical_memory_available":7},"interfaces":{"em0":{"received_bytes_rate":10,"sent_bytes_rate":20}},"pools":{}}""")]
    public void Realtime_OfEveryGeneration_ReadsTheSame(string fields)
    {
        var reading = RealtimeReader.Of(JsonElement.Parse(fields), Now);

        Assert.Equal((12.5, 44.0, 7L, 3L), (reading.CpuPercent, reading.CpuCelsius, reading.MemoryAvailableBytes, reading.ArcBytes));
        Assert.True(Assert.Single(reading.Interfaces) is { Name: "em0", ReceivedBytesPerSecond: 10, SentBytesPerSecond: 20 });
    }

    [Fact]
    public void Realtime_FirstEventOfOlderReleases_IsNotTaken()
    {
        var watch = new RealtimeWatch();
        watch.Take(RealtimeReader.Of(JsonElement.Parse("""{"virtual_memory":{"available":7},"interfaces":{}}"""), Now));

        Assert.True(watch is { Latest: null, Next.IsCompleted: false });
    }

    [Fact]
    public void Throughput_JoinsTheInterfacesThatWereRead()
    {
        var reading = new RealtimeReading { CpuPercent = 5, Interfaces = [new NetworkInterface { Name = "em0", ReceivedBytesPerSecond = 1 }] };
        var inventory = RealtimeReader.Into(new SystemInventory { Interfaces = [new NetworkInterface { Name = "em0", Mac = "aa" }, new NetworkInterface { Name = "em1" }] }, reading);

        Assert.True(inventory.Interfaces[0] is { Mac: "aa", ReceivedBytesPerSecond: 1 });
        Assert.Equal(2, inventory.Interfaces.Length);
        Assert.Equal(5, inventory.Facts.CpuPercent);
    }

    [Fact]
    public void Alert_IsPlainText_AboutSomething()
    {
        var alert = AlertReader.Of(JsonElement.Parse("""
            {"uuid":"u1","klass":"VolumeStatus","level":"CRITICAL","args":{"volume":"tank","state":"DEGRADED"},"node":"Controller A","datetime":{"$date":1000},"dismissed":false,
             "text":"Pool %(volume)s","formatted":"Pool <b>tank</b> state is DEGRADED:<br><ul><li>Disk &lt;1&gt; is FAULTED</li></ul>"}
            """));

        Assert.True(alert is { Id: "u1", Class: "VolumeStatus", Subject: "tank", Text: "Pool tank state is DEGRADED: Disk <1> is FAULTED" }, $"{alert}");
    }

    [Fact]
    public void Facts_AreReadFromWhatIsThere()
    {
        var facts = FactsReader.Of(JsonElement.Parse("""{"hostname":"nas","version":"25.10.1","physmem":8,"model":"Xeon","cores":4,"uptime_seconds":12.5,"boottime":{"$date":5},"loadavg":[0.5,1,2],"system_serial":null}"""));

        Assert.True(facts is { HostName: "nas", Version: "25.10.1", MemoryBytes: 8, Cores: 4, Load1: 0.5, Serial: null, UptimeSeconds: 12.5 });
        Assert.Equal(new SystemFacts(), FactsReader.Of(JsonElement.Parse("{}")) with { HostName = "", Version = "" });
    }

    [Theory]
    [InlineData("""{"code":"NORMAL","status":{"current_version":{},"new_version":{"version":"25.10.2"}},"error":null}""", true, "25.10.2")]
    [InlineData("""{"code":"NORMAL","status":{"new_version":"25.10.2"}}""", true, "25.10.2")]
    [InlineData("""{"code":"NORMAL","status":{"new_version":null}}""", false, null)]
    [InlineData("""{"code":"ERROR","status":null,"error":{"reason":"no network"}}""", false, null)]
    public void UpdateStatus_IsRead(string json, bool available, string? version)
    {
        var update = StandingReader.Status(JsonElement.Parse(json));

        Assert.Equal((available, version), (update.Available, update.Version));
    }

    [Fact]
    public void Workloads_OfEachKind_AreRead()
    {
        Assert.True(EstateReader.App(JsonElement.Parse("""{"name":"plex","id":"plex","state":"RUNNING","upgrade_available":true}""")) is { Running: true, UpdateAvailable: true, Id: "plex" });
        Assert.True(EstateReader.App(JsonElement.Parse("""{"id":"plex","name":"plex","status":"STOPPED","update_available":false}""")) is { Running: false });
        Assert.True(EstateReader.Machine(JsonElement.Parse("""{"id":3,"name":"win","status":{"state":"RUNNING","pid":1}}""")) is { Running: true, Id: "3" });
        Assert.True(EstateReader.Instance(JsonElement.Parse("""{"id":"web","name":"web","type":"VM","status":"RUNNING"}""")) is { Running: true, Kind: WorkloadKind.Machine });
        Assert.True(EstateReader.Instance(JsonElement.Parse("""{"id":7,"name":"web","status":{"state":"STOPPED"}}""")) is { Running: false, Kind: WorkloadKind.Container });
        Assert.True(EstateReader.Jail(JsonElement.Parse("""{"id":"j1","state":"up"}""")) is { Running: true, Kind: WorkloadKind.Jail });
    }

    [Fact]
    public void Replication_TellsHowItWent()
    {
        var task = TaskReader.Replication(JsonElement.Parse("""
            {"id":1,"name":"offsite","direction":"PUSH","transport":"SSH","source_datasets":["tank/a"],"target_dataset":"back/a","enabled":true,
             "state":{"state":"ERROR","datetime":{"$date":1000},"error":"No route","last_snapshot":"tank/a@auto"},"job":null}
            """));

        Assert.True(task is { Id: "1", State: "ERROR", Error: "No route", LastSnapshot: "tank/a@auto", Target: "back/a" } && task.Sources is ["tank/a"], $"{task}");
    }
}
