using NasOrleans.History;
using NasOrleans.Power.Sources;
using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Hosting;

namespace NasOrleans.Tests.Hosting;

public sealed class ProtectionRulesTests
{
    private static readonly string[] Group = ["main/group:cellar"];

    [Fact]
    public void MustProtect_WhateverAilsTheStorage_ButNotBesideAnotherProcess()
    {
        foreach (var fault in Enum.GetValues<StorageFault>())
            Assert.Equal(fault is not StorageFault.InUse, ProtectionRules.MustProtect(fault, ProcessRole.All, Group));
    }

    [Fact]
    public void MustProtect_NothingToProtect_EndsAsBefore()
    {
        Assert.False(ProtectionRules.MustProtect(StorageFault.Corrupt, ProcessRole.All, []));
        Assert.False(ProtectionRules.MustProtect(StorageFault.Corrupt, ProcessRole.All, ["main/system:tank", "group", "roster:3"]));
        Assert.True(ProtectionRules.MustProtect(StorageFault.Corrupt, ProcessRole.All, ["main/system:tank", "main/ups:rack"]));
    }

    [Fact]
    public void MustProtect_PartOfACluster_LeavesItToTheOthers()
    {
        Assert.False(ProtectionRules.MustProtect(StorageFault.Unavailable, ProcessRole.Silo, Group));
        Assert.False(ProtectionRules.MustProtect(StorageFault.Unavailable, ProcessRole.Api, Group));
    }

    [Fact]
    public void Keys_OfTheConfiguration_AreThoseOfItsSourcesAndGroups()
    {
        var power = new PowerFile
        {
            Sources = [new(new("rack"), new() { Name = "Rack" }, new(), PowerOrigin.File)],
            Groups = [new(new("cellar"), new() { Name = "Cellar" }, PowerOrigin.File)],
        };
        Assert.Equal(["main/ups:rack", "main/group:cellar"], ProtectionRules.Keys(power));
        Assert.True(ProtectionRules.MustProtect(StorageFault.Corrupt, ProcessRole.All, ProtectionRules.Keys(power)));
        Assert.Empty(ProtectionRules.Keys(new()));
    }

    [Theory]
    [InlineData("/health/ready", true)]
    [InlineData("/api/v1/power", true)]
    [InlineData("/API/v1/power/groups", true)]
    [InlineData("/metrics", true)]
    [InlineData("/api/v1/powers", false)]
    [InlineData("/api/v1/systems", false)]
    [InlineData("/", false)]
    [InlineData("", false)]
    public void IsServed_HealthAndPowerAlone(string path, bool served) => Assert.Equal(served, ProtectionRules.IsServed(path));
}
