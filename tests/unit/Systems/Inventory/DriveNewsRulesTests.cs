using System.Collections.Immutable;
using NasOrleans.Drives;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.Unit.Systems.Inventory;

public sealed class DriveNewsRulesTests
{
    private static readonly ImmutableDictionary<DriveId, ToldDrive> Nothing = ImmutableDictionary<DriveId, ToldDrive>.Empty;

    [Fact]
    public void Seen_TwoDrivesWithOneSerial_TellsOfTheWorseAndDoesNotWaver()
    {
        Disk[] disks = [Twin("sda", SmartHealth.Unknown), Twin("sdb", SmartHealth.Passed), Twin("sdc", SmartHealth.Failed), Twin("sdd", SmartHealth.Failed)];

        var told = Assert.Single(DriveNewsRules.Seen(Nothing, [.. disks], TimeSpan.Zero));

        Assert.Equal("sdc", told.Disk.Name);
        Assert.Equal("sdb", Assert.Single(DriveNewsRules.Seen(Nothing, [.. disks[..2]], TimeSpan.Zero)).Disk.Name);
        Assert.Empty(DriveNewsRules.Seen(Nothing.Add(told.Id, new(told.Disk, TimeSpan.Zero, null)), [.. disks.Reverse()], TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Asked_AfterWaking_IsNotAskedAgainAndStillToldByTheFirstPoll()
    {
        var disk = Twin("sda", SmartHealth.Passed);
        var (id, _) = Assert.Single(DriveNewsRules.Unasked(Nothing, [disk]));
        var asked = Nothing.Add(id, DriveNewsRules.Asked(disk, TimeSpan.Zero, null));

        Assert.Empty(DriveNewsRules.Unasked(asked, [disk]));
        Assert.Single(DriveNewsRules.Seen(asked, [disk], TimeSpan.Zero));
    }

    private static Disk Twin(string name, SmartHealth health) => new() { Name = name, Serial = "SAMESERIAL", Smart = new() { Health = health } };
}
