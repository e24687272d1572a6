using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.TrueNas.Matrix;

public sealed class ReadingTests
{
    public static TheoryData<Release, Credential> Ways => new MatrixTheoryData<Release, Credential>(Enum.GetValues<Release>(), Enum.GetValues<Credential>());

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task EveryRelease_GivesAllItsParts_WhateverProvesUs(Release release, Credential credential)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release });
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0], credential));

        var report = await nas.ReadAsync(Client.AllParts, CancellationToken.None);

        Assert.Null(report.Fault);
        Assert.Equal(release >= Release.V2504 ? TransportMode.JsonRpc : TransportMode.LegacyWebSocket, report.Transport.Mode);
        Assert.True(report.Transport.Connected);
        Assert.Equal(fleet.Systems[0].Fingerprint, report.Transport.Fingerprint);
        AssertWhole(fleet.Systems[0], report.Inventory!);
    }

    internal static void AssertWhole(Appliance nas, SystemInventory inventory)
    {
        Assert.Equal([], inventory.Missing.Select(part => $"{part.Part}: {part.Reason}"));
        Assert.Equal(nas.Release.InfoVersion(), inventory.Facts.Version);
        Assert.Equal(nas.Power.BootId.ToString(), inventory.Facts.BootId);
        Assert.Equal(NasState.Ready, inventory.Facts.State);
        Assert.True(inventory.Facts is { HostName.Length: > 0, MemoryBytes: > 0, BootedAt: not null, UptimeSeconds: > 0, HostId.Length: > 0, CpuPercent: not null }, $"{inventory.Facts}");
        Assert.NotEmpty(inventory.Pools);
        Assert.Single(inventory.Pools, pool => pool.IsBoot);
        Assert.All(inventory.Pools, pool => Assert.True(pool is { SizeBytes: > 0, Status.Length: > 0 } && !pool.Topology.IsEmpty, $"{pool}"));
        Assert.NotEmpty(inventory.Disks);
        Assert.All(inventory.Disks, disk => Assert.True(disk is { Serial.Length: > 0, SizeBytes: > 0, Model.Length: > 0, Smart: not null }, $"{disk}"));
        Assert.Contains(inventory.Disks, disk => disk.Celsius is > 10 and < 80);
        Assert.NotEmpty(inventory.Datasets);
        Assert.All(inventory.Datasets, dataset => Assert.True(dataset is { UsedBytes: >= 0, AvailableBytes: > 0, Pool.Length: > 0 }, $"{dataset}"));
        Assert.All(inventory.Datasets, dataset => Assert.InRange(dataset.Name.Count(letter => letter == '/'), 0, 1));
        Assert.NotEmpty(inventory.Interfaces);
        Assert.All(inventory.Interfaces, port => Assert.NotNull(port.Mac));
        Assert.Contains(inventory.Interfaces, port => port.ReceivedBytesPerSecond is not null);
        Assert.NotEmpty(inventory.Services);
        Assert.NotNull(inventory.Ups);
        Assert.NotNull(inventory.HighAvailability);
        Assert.NotNull(inventory.Update);
    }
}

/// <summary>Each with each.</summary>
public sealed class MatrixTheoryData<T1, T2> : TheoryData<T1, T2>
{
    public MatrixTheoryData(IEnumerable<T1> first, IEnumerable<T2> second)
    {
        foreach (var one in first)
            foreach (var two in second) Add(one, two);
    }
}
