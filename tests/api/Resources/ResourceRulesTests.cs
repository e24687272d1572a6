using NasOrleans.Api.Errors;
using NasOrleans.Api.Resources;
using NasOrleans.Drives;
using NasOrleans.Systems;

namespace NasOrleans.Tests.Api.Resources;

public sealed class ResourceRulesTests
{
    private static readonly SystemSnapshot Nas = new()
    {
        Id = new("nas1"),
        Name = "Basement",
        Host = "nas.example",
        Status = SystemStatus.Online,
        Sources = [new() { Name = SourceSnapshot.TrueNas, Status = SourceStatus.Online }],
        Essence = new()
        {
            HostName = "basement",
            Parts =
            [
                new() { Kind = PartKind.Pool, Id = "111", Name = "tank", State = "ONLINE", Good = true, UsedBytes = 40, TotalBytes = 100 },
                new() { Kind = PartKind.Pool, Id = "222", Name = "old", State = "DEGRADED" },
                new() { Kind = PartKind.Dataset, Id = "tank/home", Name = "tank/home", Parent = "tank", Good = true },
                new() { Kind = PartKind.App, Id = "plex", Name = "plex", State = "RUNNING", Good = true },
                new() { Kind = PartKind.Machine, Id = "3", Name = "dc", State = "STOPPED" },
            ],
            Drives =
            [
                new() { Id = new("serial:zl01"), Device = "sda", Serial = "ZL01", Pool = "tank", Medium = DriveMedium.Hdd, Bus = DriveBus.Sata, Health = SmartHealth.Passed },
                new() { Id = new("serial:zl02"), Device = "sdb", Serial = "ZL02", Health = SmartHealth.Unknown },
                new() { Id = new("serial:zl03"), Device = "sdc", Serial = "ZL03", Health = SmartHealth.Failed },
            ],
        },
    };

    [Fact]
    public void Of_System_IsItAndAllInIt()
    {
        var all = ResourceRules.Of(Nas);

        Assert.Equal(
            ["agent Basement", "storage tank", "storage old", "storage tank/home", "app-container plex", "vm dc", "physical_disk sda", "physical_disk sdb", "physical_disk sdc"],
            all.Select(resource => $"{resource.Type} {resource.Name}"));
        Assert.Equal(all.Length, all.DistinctBy(resource => resource.Id).Count());
        Assert.All(all, resource => Assert.DoesNotContain('/', resource.Id));
    }

    [Theory]
    [InlineData("SUSPENDED", "Offline")]
    [InlineData("DEGRADED", "Warning")]
    [InlineData("ONLINE", "Online")]
    public void StatusOf_Dataset_IsNoBetterThanItsPool(string state, string expected)
    {
        var tank = Nas.Essence.Parts[0] with { State = state, Good = state == "ONLINE" };
        var system = Nas with { Essence = Nas.Essence with { Parts = Nas.Essence.Parts.SetItem(0, tank) } };

        Assert.Equal(expected, ResourceRules.StatusOf(system, system.Essence.Parts[2]).ToString());
    }

    [Fact]
    public void Of_TwoDrivesThatShowOneNumber_AreTwoResources_AndAllOtherIdsStay()
    {
        var twins = Nas with { Essence = Nas.Essence with { Drives = [.. Nas.Essence.Drives, Nas.Essence.Drives[0] with { Device = "sdz", Health = SmartHealth.Failed }] } };

        var (before, after) = (ResourceRules.Of(Nas), ResourceRules.Of(twins));

        Assert.Equal(after.Length, after.DistinctBy(resource => resource.Id).Count());
        Assert.Equal(["sda", "sdz"], after.Where(resource => before.All(other => other.Id != resource.Id)).Select(resource => resource.Name));
    }

    [Fact]
    public void Of_Parts_StandBelowTheirPoolOrTheSystem()
    {
        var all = ResourceRules.Of(Nas).ToDictionary(resource => resource.Name);

        Assert.Equal(all["tank"].Id, all["tank/home"].ParentId);
        Assert.Equal(all["tank"].Id, all["sda"].ParentId);
        Assert.Equal("nas1", all["sdb"].ParentId);
        Assert.Null(all["Basement"].ParentId);
        Assert.Equal((6, 2), (all["Basement"].ChildCount, all["tank"].ChildCount));
    }

    [Theory]
    [InlineData("tank", "Online")]
    [InlineData("old", "Warning")]
    [InlineData("dc", "Offline")]
    [InlineData("sdb", "Online")]
    [InlineData("sdc", "Warning")]
    public void Status_OfParts_IsTheirOwnWhileTheSystemIsOnline(string name, string status) =>
        Assert.Equal(status, ResourceRules.Of(Nas).Single(resource => resource.Name == name).Status.ToString());

    [Theory]
    [InlineData(SystemStatus.Stale, "Warning")]
    [InlineData(SystemStatus.Offline, "Offline")]
    [InlineData(SystemStatus.Unknown, "Unknown")]
    public void Status_OfEverything_IsNoBetterThanTheSystems(SystemStatus system, string status) =>
        Assert.All(ResourceRules.Of(Nas with { Status = system }), resource => Assert.Equal(status, resource.Status.ToString()));

    [Theory]
    [InlineData("?type=storage", "old tank tank/home")]
    [InlineData("?type=vm,app-container", "dc plex")]
    [InlineData("?status=warning", "old sdc")]
    [InlineData("?q=ZL", "")]
    [InlineData("?q=TANK", "tank tank/home")]
    [InlineData("?tags=sata", "sda")]
    [InlineData("?parent=nas1&type=storage", "old tank")]
    [InlineData("?source=push", "")]
    [InlineData("?source=truenas&type=agent", "Basement")]
    [InlineData("?type=storage&order=desc", "tank/home tank old")]
    [InlineData("?sort=status&type=storage,vm", "tank tank/home old dc")]
    [InlineData("?limit=2&page=2&sort=name", "old plex")]
    [InlineData("?limit=100&page=2", "")]
    public void Query_Page_IsWhatWasAskedFor(string query, string names)
    {
        var asked = Parse(query);
        var (items, meta) = asked.PageOf(asked.Matching(ResourceRules.Of(Nas)));

        Assert.Equal(names, string.Join(' ', items.Select(resource => resource.Name)));
        Assert.Equal((meta.Total + meta.Limit - 1) / meta.Limit, meta.TotalPages);
    }

    [Theory]
    [InlineData("?limit=101")]
    [InlineData("?limit=0")]
    [InlineData("?page=0")]
    [InlineData("?status=1")]
    [InlineData("?status=gone")]
    [InlineData("?sort=size")]
    [InlineData("?order=up")]
    public void Query_Nonsense_IsRefused(string query)
    {
        var invalid = new Invalid();
        Parse(query).Check(invalid);
        Assert.True(invalid.Any);
    }

    [Fact]
    public void Counts_OfAll_AddUp()
    {
        var counts = ResourceCounts.Of(ResourceRules.Of(Nas));
        Assert.Equal((9, 3, 6, 9), (counts.Total, counts.ByType["storage"], counts.ByStatus["online"], counts.BySource["truenas"]));
    }

    private static ResourceQuery Parse(string query)
    {
        var values = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        return new()
        {
            Type = values.GetValueOrDefault("type"),
            Source = values.GetValueOrDefault("source"),
            Status = values.GetValueOrDefault("status"),
            Parent = values.GetValueOrDefault("parent"),
            Q = values.GetValueOrDefault("q"),
            Tags = values.GetValueOrDefault("tags"),
            Sort = values.GetValueOrDefault("sort"),
            Order = values.GetValueOrDefault("order"),
            Page = values.TryGetValue("page", out var page) ? int.Parse(page) : null,
            Limit = values.TryGetValue("limit", out var limit) ? int.Parse(limit) : null,
        };
    }
}
