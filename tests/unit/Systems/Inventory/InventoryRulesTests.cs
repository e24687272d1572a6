using NasOrleans.Drives;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;
using NasOrleans.Tests.State;

namespace NasOrleans.Tests.Unit.Systems.Inventory;

public sealed class InventoryRulesTests
{
    private static readonly DateTimeOffset At = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SystemInventory Full = InventorySample.Full(At);

    [Fact]
    public void Merge_WhatWasNotAskedFor_Stays()
    {
        var merged = InventoryRules.Merge(Full, new() { Facts = Full.Facts with { Version = "26.0" } }, [InventoryPart.Facts], At.AddMinutes(1));

        Assert.Equal("26.0", merged.Facts.Version);
        Assert.Equal(At.AddMinutes(1), merged.TakenAt);
        Assert.Equal((Full.Pools[0], Full.Disks[0], Full.Ups, Full.Missing[0]), (merged.Pools[0], merged.Disks[0], merged.Ups, merged.Missing[0]));
        Assert.False(InventoryRules.MustPersist(Full, InventoryRules.Merge(Full, new(), [], At), TimeSpan.Zero));
    }

    [Fact]
    public void Merge_WhatWasReadAndIsGone_IsGone() =>
        Assert.Empty(InventoryRules.Merge(Full, new(), [InventoryPart.Pools], At).Pools);

    [Fact]
    public void Merge_APartThatFailedThisTime_StaysAndIsNamed()
    {
        var merged = InventoryRules.Merge(Full, Missing(InventoryPart.Pools, unsupported: false), [InventoryPart.Pools], At);

        Assert.Equal(Full.Pools[0], merged.Pools.Single());
        Assert.Contains(merged.Missing, part => part.Part == InventoryPart.Pools);
    }

    [Fact]
    public void Merge_APartThatTheReleaseCannotTell_LosesWhatAnEarlierReleaseTold() =>
        Assert.Null(InventoryRules.Merge(Full, Missing(InventoryPart.Ups, unsupported: true), [InventoryPart.Ups], At).Ups);

    [Fact]
    public void Merge_APartReadAgain_IsNoLongerMissing() =>
        Assert.Empty(InventoryRules.Merge(Full, new() { Disks = Full.Disks }, [InventoryPart.Disks, InventoryPart.Smart], At).Missing);

    [Fact]
    public void Merge_DisksAlone_KeepTheirTemperatureAndSmartUnderAnyName()
    {
        var moved = Full.Disks[0] with { Name = "sdz", Celsius = null, Smart = null };

        var merged = InventoryRules.Merge(Full, new() { Disks = [moved] }, [InventoryPart.Disks], At).Disks.Single();

        Assert.Equal(("sdz", 33.5, SmartHealth.Passed), (merged.Name, merged.Celsius, merged.Smart!.Health));
    }

    [Fact]
    public void Merge_TemperatureOfADiskThatSleeps_IsNotTheOneOfBefore() =>
        Assert.Null(InventoryRules.Merge(
            Full, new() { Disks = [Full.Disks[0] with { Celsius = null }] }, [InventoryPart.Disks, InventoryPart.Temperatures], At).Disks.Single().Celsius);

    [Theory]
    [InlineData(InventoryPart.Disks)]
    [InlineData(InventoryPart.Smart)]
    public void Merge_TwoDrivesWithOneSerial_KeepTheirOwnHealth(InventoryPart asked)
    {
        var known = Full with { Disks = [Twin("sda", SmartHealth.Passed), Twin("sdb", SmartHealth.Failed)] };
        SystemInventory fresh = asked == InventoryPart.Disks
            ? new() { Disks = [.. known.Disks.Select(disk => disk with { Smart = null })] }
            : new() { Disks = known.Disks };

        Assert.Equal([SmartHealth.Passed, SmartHealth.Failed], InventoryRules.Merge(known, fresh, [asked], At).Disks.Select(disk => disk.Smart!.Health));
    }

    [Fact]
    public void Merge_ATwinThatCameAlongOrWasRenamed_TakesNobodysHealth()
    {
        Disk[] now = [Twin("sdb", null), Twin("sdc", null)];

        Assert.All(Merged(Twin("sdb", SmartHealth.Failed)), (disk, i) => Assert.Equal(i == 0, disk.Smart is not null));
        Assert.All(Merged(Twin("sdx", SmartHealth.Failed), Twin("sdy", SmartHealth.Passed)), (disk, _) => Assert.Null(disk.Smart));

        Disk[] Merged(params Disk[] before) => [.. InventoryRules.Merge(Full with { Disks = [.. before] }, new() { Disks = [.. now] }, [InventoryPart.Disks], At).Disks];
    }

    [Fact]
    public void Merge_ADriveThatDidNotSayThisTimeWhoItIs_IsTheOneOfBeforeUnderThatName()
    {
        var silent = new Disk { Name = "sda", Smart = SmartReading.Unknown(At, "It did not open.") };
        var told = new SystemInventory { Facts = Full.Facts, Disks = [silent] };

        var kept = InventoryRules.Merge(Full, told, [InventoryPart.Disks, InventoryPart.Temperatures, InventoryPart.Smart], At).Disks.Single();

        Assert.Equal(Full.Disks[0] with { Celsius = null, Smart = silent.Smart }, kept);
        Assert.Equal("", Name(told with { Facts = Full.Facts with { BootId = "another" } }));
        Assert.Equal("", Name(told with { Disks = [silent with { Model = "another model" }] }));
        Assert.Equal("", Name(told with { Disks = [silent with { Name = "sdq" }] }));
        Assert.Equal("", Name(told with { Disks = [silent, Full.Disks[0] with { Name = "sdz" }] }));

        static string Name(SystemInventory fresh) => InventoryRules.Merge(Full, fresh, [InventoryPart.Facts, InventoryPart.Disks], At).Disks[0].Serial;
    }

    [Fact]
    public void Merge_TheBootPoolAlone_LeavesTheOthers()
    {
        var merged = InventoryRules.Merge(Full, new() { Pools = [new() { Name = "boot-pool", IsBoot = true }] }, [InventoryPart.BootPool], At);

        Assert.Equal(["tank", "boot-pool"], merged.Pools.Select(pool => pool.Name));
    }

    [Fact]
    public void Only_WhatNobodyWantsReadAnyMore_IsNotShownAsItOnceWas()
    {
        var full = Full with { Pools = [.. Full.Pools, new() { Name = "boot-pool", IsBoot = true }], Missing = [new() { Part = InventoryPart.Datasets, Reason = "no" }] };
        SystemInventory Only(params InventoryPart[] off) => InventoryRules.Only(full, part => !off.Contains(part));

        Assert.Equal(full, Only());
        Assert.Equal(["boot-pool"], Only(InventoryPart.Pools).Pools.Select(pool => pool.Name));
        Assert.Equal(["tank"], Only(InventoryPart.BootPool).Pools.Select(pool => pool.Name));
        Assert.True(Only(InventoryPart.Datasets) is { Datasets.IsEmpty: true, Missing.IsEmpty: true, Disks.Length: 1 });
        Assert.True(Only(InventoryPart.Replications, InventoryPart.SnapshotTasks) is { Replications.IsEmpty: true, SnapshotTasks.IsEmpty: true });
    }

    [Fact]
    public void MustPersist_RunningNumbers_OnlyEveryQuarterOfAnHour()
    {
        var later = Full with { Disks = [Full.Disks[0] with { Celsius = 50 }], Facts = Full.Facts with { UptimeSeconds = 99999 } };

        Assert.False(InventoryRules.MustPersist(Full, later, TimeSpan.FromMinutes(14)));
        Assert.True(InventoryRules.MustPersist(Full, later, TimeSpan.FromMinutes(15)));
        Assert.True(InventoryRules.MustPersist(null, later, TimeSpan.Zero));
    }

    [Fact]
    public void MustPersist_ADiskThatIsGoneOrAPoolInAnotherState_AtOnce()
    {
        Assert.True(InventoryRules.MustPersist(Full, Full with { Disks = [] }, TimeSpan.Zero));
        Assert.True(InventoryRules.MustPersist(Full, Full with { Pools = [Full.Pools[0] with { Status = "DEGRADED" }] }, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("b", false)]
    [InlineData("c", true)]
    [InlineData(null, false)]
    public void Rebooted_OnlyWhenTwoBootsAreKnownAndDiffer(string? known, bool expected) => Assert.Equal(expected, InventoryRules.Rebooted(known, Full));

    [Fact]
    public void Essence_WarnsOfWhatMayActBeforeUsAndOfLinksThatProveNothing()
    {
        var open = EssenceRules.Of(Full, new() { Host = "nas", UseHttps = false }, _ => null).Warnings;
        var blind = EssenceRules.Of(Full, new() { Host = "nas", Trust = TlsTrust.Ignore }, _ => null).Warnings;

        Assert.Contains(open, warning => warning.Contains("UPS service", StringComparison.Ordinal));
        Assert.Contains(open, warning => warning.Contains("plain HTTP", StringComparison.Ordinal));
        Assert.Contains(blind, warning => warning.Contains("any certificate", StringComparison.Ordinal));
        Assert.Empty(EssenceRules.Of(Full with { Ups = null, Missing = [] }, new() { Host = "nas" }, _ => null).Warnings);
    }

    [Fact]
    public void Essence_HoldsEachPartAndDriveWithWhatPeopleWroteAboutIt()
    {
        var essence = EssenceRules.Of(Full, null, id => new() { Id = id, Location = "Rack 2", Notes = "noisy" });

        Assert.Equal(["tank", "tank/data", "web"], essence.Parts.Select(part => part.Name));
        Assert.Equal(("Rack 2", true, "sda"), (essence.Drives.Single().Location, essence.Drives.Single().Noted, essence.Drives.Single().Device));
    }

    private static Disk Twin(string name, SmartHealth? health) =>
        new() { Name = name, Serial = "SAMESERIAL", Smart = health is { } known ? new() { Health = known, ReadAt = At } : null };

    private static SystemInventory Missing(InventoryPart part, bool unsupported) => new() { Missing = [new() { Part = part, Reason = "no", Unsupported = unsupported }] };
}
