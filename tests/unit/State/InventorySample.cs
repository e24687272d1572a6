using NasOrleans.Drives;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.State;

/// <summary>An inventory with one of everything.</summary>
internal static class InventorySample
{
    public static SystemInventory Full(DateTimeOffset at) => new()
    {
        TakenAt = at,
        Facts = new()
        {
            HostName = "basement",
            Version = "25.10.1",
            Model = "Mini",
            Processor = "Xeon",
            Cores = 4,
            MemoryBytes = 34359738368,
            EccMemory = true,
            Serial = "A1",
            HostId = "h",
            BootId = "b",
            BootedAt = at.AddDays(-1),
            UptimeSeconds = 86400.5,
            TimeZone = "UTC",
            Load1 = 0.5,
            CpuPercent = 12.5,
            CpuCelsius = 41,
            MemoryAvailableBytes = 1024,
            ArcBytes = 2048,
            State = NasState.Ready,
        },
        Pools =
        [
            new()
            {
                Name = "tank", Guid = "123", Status = "ONLINE", Healthy = true, StatusDetail = "fine", SizeBytes = 10, AllocatedBytes = 4, FreeBytes = 6, FragmentationPercent = 3,
                Scan = new() { Function = "SCRUB", State = "FINISHED", StartedAt = at, EndedAt = at, Percent = 100, Errors = 0, SecondsLeft = 0 },
                Topology = [new() { Role = "data", Type = "MIRROR", Name = "mirror-0", Guid = "1", Status = "ONLINE", Children = [new() { Type = "DISK", Guid = "2", Disk = "sda", ReadErrors = 1 }] }],
            },
        ],
        Datasets = [new() { Name = "tank/data", Pool = "tank", Type = "FILESYSTEM", UsedBytes = 1, AvailableBytes = 2, QuotaBytes = 3, Encrypted = true, CompressRatio = 1.5 }],
        Disks =
        [
            new()
            {
                Name = "sda", Identifier = "{serial}ZL0", Serial = "ZL0ABCD", Wwn = "5000c500aabbccdd", Model = "ST12000", SizeBytes = 12, Medium = DriveMedium.Hdd,
                Bus = DriveBus.Sata, RotationRate = 7200, Pool = "tank", Bay = "0/4", Celsius = 33.5,
                Smart = new()
                {
                    Health = SmartHealth.Passed, ReadAt = at, Source = SmartSource.Api, PowerOnHours = 100, Celsius = 33,
                    Attributes = [new() { Number = 5, Name = "Reallocated_Sector_Ct", Raw = 1, Value = 1, Normalized = 100, Worst = 99, Threshold = 10 }],
                    SelfTests = [new() { Kind = "Short", Result = SelfTestResult.Passed, Detail = "done", LifetimeHours = 90 }],
                },
            },
        ],
        Alerts = [new() { Id = "a", Class = "ScrubFinished", Level = "INFO", Text = "done", RaisedAt = at, Node = "A", Subject = "tank" }],
        Replications = [new() { Id = "1", Name = "away", Direction = "PUSH", Transport = "SSH", Sources = ["tank/data"], Target = "b/data", Enabled = true, State = "ERROR", Error = "no" }],
        SnapshotTasks = [new() { Id = "1", Dataset = "tank/data", Enabled = true, State = "FINISHED", Schedule = "0 0 * * *" }],
        Interfaces = [new() { Name = "eno1", Type = "PHYSICAL", Up = true, Mac = "02:00:00:00:00:01", Addresses = ["10.0.0.5/24"], ReceivedBytesPerSecond = 1.5, SentBytesPerSecond = 2, Mtu = 1500 }],
        Services = [new() { Name = "ups", Enabled = true, Running = true }],
        Workloads = [new() { Kind = WorkloadKind.App, Id = "web", Name = "web", State = "RUNNING", Running = true, UpdateAvailable = true }],
        Ups = new() { Running = true, Enabled = true, Mode = "MASTER", Shutdown = "BATT", ShutdownSeconds = 30, Identifier = "ups" },
        HighAvailability = new() { Status = "MASTER", Node = "A", Licensed = true },
        Update = new() { Available = true, Version = "25.10.2" },
        Missing = [new() { Part = InventoryPart.Smart, Reason = "no rights" }],
    };
}
