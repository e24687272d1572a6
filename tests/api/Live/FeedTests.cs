using Microsoft.Extensions.DependencyInjection;
using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Live;

public sealed class FeedTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Systems = "/api/v1/systems";

    [Fact]
    public async Task Feed_TellsOfAddingChangingReportingAndRemoving()
    {
        using var client = host.As(Role.Operator);
        using var feed = await FeedReader.Open(client, Systems);
        Assert.Equal("text/event-stream", feed.ContentType);
        await feed.Next("ready");

        await client.PostAsJsonAsync(Systems, new { id = "told", name = "One" });
        Assert.Equal("One", (await ChangeOf(feed, "told")).GetProperty("name").GetString());
        await client.PutAsJsonAsync(Systems + "/told", new { name = "Two" });
        Assert.Equal("Two", (await ChangeOf(feed, "told")).GetProperty("name").GetString());
        await client.PostAsync(Systems + "/told/seen", content: null);
        Assert.Equal("online", (await ChangeOf(feed, "told")).GetProperty("status").GetString());
        await client.DeleteAsync(Systems + "/told");
        Assert.Equal("""{"id":"told"}""", (await feed.Next("removed")).Data);
    }

    [Fact]
    public async Task Feed_TellsTheSummaryWhenItChanges()
    {
        using var client = host.As(Role.Operator);
        using var feed = await FeedReader.Open(client, Systems);
        var before = (await feed.Next("summary")).Json.GetProperty("systems").GetInt32();

        await client.PostAsJsonAsync(Systems, new { name = "One more" });

        Assert.Equal(before + 1, (await feed.Next("summary")).Json.GetProperty("systems").GetInt32());
    }

    [Fact]
    public async Task Feed_ResumedWhereItEnded_MissesNothing()
    {
        using var client = host.As(Role.Operator);
        string? last;
        using (var feed = await FeedReader.Open(client, Systems))
        {
            await feed.Next("ready");
            await client.PostAsJsonAsync(Systems, new { id = "first", name = "First" });
            do last = (await feed.Next("changed")).Id;
            while (!last!.Contains('-', StringComparison.Ordinal));
        }

        await client.PostAsJsonAsync(Systems, new { id = "second", name = "Second" });
        using var resumed = await FeedReader.Open(client, Systems, last);

        Assert.Equal("ready", (await resumed.Next())!.Name);
        await ChangeOf(resumed, "second");
    }

    [Fact]
    public async Task Feed_FromTheListsPosition_TellsWhatCameAfterIt()
    {
        using var client = host.As(Role.Operator);
        var list = await client.GetFromJsonAsync<JsonElement>(Systems);

        await client.PostAsJsonAsync(Systems, new { id = "after-the-list", name = "After" });
        using var feed = await FeedReader.Open(client, $"{Systems}?follow=true&since={list.GetProperty("feed").GetString()}");

        await ChangeOf(feed, "after-the-list");
    }

    [Theory]
    [InlineData("000000000000-1")]
    [InlineData("nonsense")]
    public async Task Feed_FromAnUnknownPlace_TellsToStartOver(string lastEventId)
    {
        using var client = host.As(Role.Viewer);
        using var feed = await FeedReader.Open(client, Systems, lastEventId);

        Assert.Equal("reset", (await feed.Next())!.Name);
    }

    [Fact]
    public async Task Feed_WhoseReaderFallsBehind_TellsToStartOver()
    {
        await using var own = await ApiHost.StartAsync(options => options.FeedBuffer = 1);
        using var client = own.As(Role.Operator);
        var list = await client.GetFromJsonAsync<JsonElement>(Systems);
        for (var i = 0; i < 3; i++) await client.PostAsJsonAsync(Systems, new { name = "System" });

        using var feed = await FeedReader.Open(client, $"{Systems}?since={list.GetProperty("feed").GetString()}");

        await feed.Next("reset");
    }

    [Fact]
    public async Task Feed_WhenNothingHappens_BeatsAndEndsWithItsKey()
    {
        await using var own = await ApiHost.StartAsync(options =>
        {
            options.FeedHeartbeat = TimeSpan.FromMilliseconds(100);
            options.AccessRefresh = TimeSpan.FromMilliseconds(100);
        });
        using var client = own.As(Role.Viewer);
        using var feed = await FeedReader.Open(client, Systems);
        await feed.Next("comment");

        await own.Access.RemoveKey(own.KeyOf(Role.Viewer).Split('_')[1]);

        while (await feed.Next() is { } read) Assert.Contains(read.Name, new[] { "ready", "summary", "comment" });
    }

    [Fact]
    public async Task Feed_WhileChangesKeepComing_EndsWithItsKey()
    {
        await using var own = await ApiHost.StartAsync(options =>
        {
            options.FeedHeartbeat = TimeSpan.FromSeconds(1);
            options.AccessRefresh = TimeSpan.FromMilliseconds(100);
            options.RequestsPerSecond = options.RequestBurst = 100_000;
        });
        using var reader = own.As(Role.Viewer);
        using var writer = own.As(Role.Operator);
        using var feed = await FeedReader.Open(reader, Systems);
        await writer.PostAsJsonAsync(Systems, new { id = "busy", name = "0" });

        await own.Access.RemoveKey(own.KeyOf(Role.Viewer).Split('_')[1]);

        var started = TimeProvider.System.GetTimestamp();
        for (var i = 1; await feed.Next() is { } read; i++)
        {
            Assert.NotEqual("comment", read.Name);
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(15), "The revoked key still follows the feed.");
            await writer.PutAsJsonAsync(Systems + "/busy", new { name = $"{i}" });
        }
    }

    [Fact]
    public async Task Feed_WhenItsSessionExpires_Ends()
    {
        var clock = new ShiftedClock();
        await using var own = new ApiHost
        {
            Configure = options => options.FeedHeartbeat = TimeSpan.FromMilliseconds(100),
            Register = services => services.AddSingleton<TimeProvider>(clock),
        };
        await own.InitializeAsync();
        using var client = await own.SignIn();
        using var feed = await FeedReader.Open(client, Systems);
        await feed.Next("comment");

        clock.Shift = TimeSpan.FromHours(13);

        await Assert.ThrowsAsync<EndOfStreamException>(() => feed.Next("none"));
    }

    [Fact]
    public async Task Feed_OneTooMany_IsRefused()
    {
        await using var own = await ApiHost.StartAsync(options => options.FeedsPerCaller = 1);
        using var client = own.As(Role.Viewer);
        using var feed = await FeedReader.Open(client, Systems);

        await (await client.GetAsync(Systems + "?follow=true")).ShouldBeProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
    }

    [Fact]
    public async Task Feed_WithAFilter_IsRefused()
    {
        using var client = host.As(Role.Viewer);

        await (await client.GetAsync(Systems + "?follow=true&status=online")).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
    }

    [Fact]
    public async Task Feed_WhenTheProcessStops_Ends()
    {
        await using var own = await ApiHost.StartAsync();
        using var client = own.As(Role.Viewer);
        using var feed = await FeedReader.Open(client, Systems);
        await feed.Next("ready");

        await own.Restart();

        while (await feed.Next() is { } read) Assert.Equal("summary", read.Name);
    }

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }

    private static async Task<JsonElement> ChangeOf(FeedReader feed, string id) =>
        (await feed.Next("changed", change => change.Json.GetProperty("id").GetString() == id)).Json;
}
