using NasOrleans.Protocols.TrueNas;

namespace NasOrleans.Tests.Protocols.TrueNas;

public sealed class NasVersionTests
{
    [Theory]
    [InlineData("TrueNAS-13.0-U6.8", 13, 0, 0)]
    [InlineData("TrueNAS-13.3-U1.2", 13, 3, 0)]
    [InlineData("TrueNAS-SCALE-22.12.4.2", 22, 12, 4)]
    [InlineData("25.10.1", 25, 10, 1)]
    [InlineData("26.0.0-BETA.3", 26, 0, 0)]
    [InlineData("v25.04.2", 25, 4, 2)]
    public void TryParse_EveryWayOfWriting_IsRead(string text, int major, int minor, int patch)
    {
        Assert.True(NasVersion.TryParse(text, out var version));
        Assert.Equal(new NasVersion(major, minor, patch), version);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("TrueNAS")]
    [InlineData("25")]
    [InlineData("current")]
    [InlineData("99999999999999.1")]
    public void TryParse_WhatIsNoVersion_IsNotRead(string? text) => Assert.False(NasVersion.TryParse(text, out _));

    [Fact]
    public void Capabilities_ChangeWithTheReleases()
    {
        var core = Capabilities.Of(new NasVersion(13, 3));
        var old = Capabilities.Of(NasVersion.V2212);
        var newer = Capabilities.Of(NasVersion.V2504);
        var current = Capabilities.Of(new NasVersion(25, 10, 3));
        var next = Capabilities.Of(NasVersion.V26);

        Assert.False(core.PoolsHaveSizes);
        Assert.True(old.PoolsHaveSizes);
        Assert.Equal([true, true, true, false, false], new[] { core, old, newer, current, next }.Select(can => can.HasSmart));
        Assert.Equal([false, false, true, true, true], new[] { core, old, newer, current, next }.Select(can => can.ShutdownWantsReason));
        Assert.Equal([null, "chart.release.query", "app.query", "app.query", "app.query"], new[] { core, old, newer, current, next }.Select(can => can.AppQuery));
        Assert.Equal([null, null, "virt.instance.query", "virt.instance.query", "container.query"], new[] { core, old, newer, current, next }.Select(can => can.ContainerQuery));
        Assert.Equal([false, false, false, false, true], new[] { core, old, newer, current, next }.Select(can => can.HasScram));
    }
}
