using NasOrleans.Drives;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.TrueNas.Matrix;

public sealed class SmartTests
{
    private static readonly Release[] WithApi = [.. Enum.GetValues<Release>().Where(release => release < Release.V2510)];

    public static TheoryData<Release, Profile> Drives => new MatrixTheoryData<Release, Profile>(WithApi, [Profile.BurnIn15, Profile.Nvme]);

    public static TheoryData<Release> Releases => [.. WithApi];

    [Theory]
    [MemberData(nameof(Drives))]
    public async Task EveryKindOfDrive_TellsItsHealth_ToAnAdmin(Release release, Profile profile)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release, Profile = profile });
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0]));

        var inventory = (await nas.ReadAsync([InventoryPart.Disks, InventoryPart.Smart], CancellationToken.None)).Inventory!;

        Assert.Equal([], inventory.Missing);
        Assert.All(inventory.Disks, disk => Assert.True(disk.Smart is { Source: SmartSource.Api, Health: not SmartHealth.Unknown, PowerOnHours: > 0 } && !disk.Smart.Attributes.IsEmpty, $"{disk}"));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task WhoOnlyLooks_SeesTheHealthOfAtaDrives(Release release)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release, Profile = Profile.BurnIn15 });
        var target = Client.Target(fleet.Systems[0]).With(config => config with { UserName = fleet.Systems[0].Accounts.Monitor.Name });
        await using var nas = Client.Nas(target with { Secrets = new() { ApiKey = new(fleet.Systems[0].ReadOnlyKey) } });

        var inventory = (await nas.ReadAsync([InventoryPart.Disks, InventoryPart.Smart], CancellationToken.None)).Inventory!;

        Assert.Equal([], inventory.Missing);
        Assert.Contains(inventory.Disks, disk => disk.Smart is { Health: SmartHealth.Passed, PowerOnHours: > 0 });
        Assert.All(inventory.Disks, disk => Assert.True(disk.Smart is { Health: not SmartHealth.Unknown } or { Reason.Length: > 0 }, $"{disk}"));
    }

    [Theory]
    [InlineData(Release.V2510)]
    [InlineData(Release.V26)]
    public async Task ReleaseWithoutSmart_SaysWhatWouldHelp(Release release)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release });
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0]));

        var inventory = (await nas.ReadAsync([InventoryPart.Smart], CancellationToken.None)).Inventory!;

        Assert.NotEmpty(inventory.Disks);
        Assert.All(inventory.Disks, disk => Assert.Contains("SSH", disk.Smart!.Reason, StringComparison.Ordinal));
    }
}
