using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Power;

public sealed class PowerListTests(PowerHost host) : IClassFixture<PowerHost>
{
    private const string Sources = PowerHost.Sources;

    [Fact]
    public async Task List_PageByPage_ShowsEachOnceInTheOrderOfNames()
    {
        foreach (var name in new[] { "Charly", "alfa", "Bravo", "delta" }) await host.Source("page-" + name.ToLowerInvariant(), "Page " + name);
        using var client = host.As(Role.Viewer);

        var (seen, pages) = await Walk.AllAsync(client, $"{Sources}?q=page&limit=2", item => item.GetProperty("name").GetString()!, page => Assert.Equal(4, page.GetProperty("total").GetInt32()));
        var (back, _) = await Walk.AllAsync(client, $"{Sources}?q=page&limit=3&order=desc", item => item.GetProperty("name").GetString()!);

        Assert.Equal(["Page alfa", "Page Bravo", "Page Charly", "Page delta"], seen);
        Assert.Equal(2, pages);
        Assert.Equal(seen, back.AsEnumerable().Reverse());
    }

    [Fact]
    public async Task List_Filtered_ShowsOnlyWhatFits()
    {
        await host.Source("only-ups", "Only");
        using var admin = host.As(Role.Admin);
        await admin.PutAsJsonAsync($"{Sources}/only-probe", new { name = "Only probe", probe = new { kind = "tcp", target = "127.0.0.1:1" } });
        using var client = host.As(Role.Viewer);

        await Eventually.IsTrue(async () => await Ids(client, "?q=only&kind=ups&standing=onLine") is ["only-ups"]);

        Assert.Equal(["only-probe"], await Ids(client, "?q=only&kind=probe"));
        await (await client.GetAsync($"{Sources}?standing=great&kind=3&limit=0&cursor=x&order=up")).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
    }

    [Fact]
    public async Task List_AfterARestartOfTheApi_ShowsWhatTheJournalHolds()
    {
        await using var own = new ApiHost();
        await own.InitializeAsync();
        using (var admin = own.As(Role.Admin)) await admin.PutAsJsonAsync($"{Sources}/kept", host.Body("Kept"));

        await own.Restart();

        using var client = own.As(Role.Viewer);
        Assert.Equal(["kept"], await Ids(client, ""));
    }

    [Fact]
    public async Task Feed_TellsOfATransferToBatteryAndOfTheEnd()
    {
        using var client = host.As(Role.Viewer);
        using var feed = await FeedReader.Open(client, Sources);
        await feed.Next("ready");
        await host.Source("followed", "Followed", ups: "ups2");
        Assert.Equal("onLine", (await Standing(feed, "onLine")).GetProperty("standing").GetString());

        host.Upses.Units[1].LoseMains();

        var told = await Standing(feed, "onBattery");
        Assert.Contains("OB", told.GetProperty("status").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("On battery", told.GetProperty("verdict").GetString(), StringComparison.Ordinal);
        host.Upses.Units[1].RestoreMains();
        await Standing(feed, "onLine");
        using var admin = host.As(Role.Admin);
        await admin.DeleteAsync($"{Sources}/followed?confirm=Followed");
        Assert.Equal("""{"id":"followed"}""", (await feed.Next("removed", told => told.Data!.Contains("followed", StringComparison.Ordinal))).Data);
    }

    [Fact]
    public async Task Feed_TakesNoFilter()
    {
        using var client = host.As(Role.Viewer);

        await (await client.GetAsync($"{Sources}?follow=true&kind=ups")).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
    }

    private static async Task<JsonElement> Standing(FeedReader feed, string standing) =>
        (await feed.Next("changed", told => told.Json.GetProperty("id").GetString() == "followed" && told.Json.GetProperty("standing").GetString() == standing)).Json;

    private static async Task<string[]> Ids(HttpClient client, string query) =>
        [.. (await client.GetFromJsonAsync<JsonElement>(Sources + query)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
}
