using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Power;

public sealed class PowerEventsTests(PowerHost host) : IClassFixture<PowerHost>
{
    private const string Events = "/api/v1/power/events";

    [Fact]
    public async Task Events_OfAnOutage_SayWhatHappenedWithItsNumbers()
    {
        await host.Source("events", "Events");
        using var client = host.As(Role.Viewer);

        host.Ups.LoseMains();
        await host.Until("events", "onBattery");
        host.Ups.RestoreMains();
        await host.Until("events", "onLine");

        var items = await Three(client, $"{Events}?source=events&kind=standing");
        Assert.All(items, item => Assert.Equal(("events", JsonValueKind.Null, "standing"), (item.GetProperty("source").GetString(), item.GetProperty("group").ValueKind, item.GetProperty("kind").GetString())));
        Assert.StartsWith("On battery", items[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("OnBattery", items[1].GetProperty("data").GetProperty("to").GetString());
        Assert.Equal("warning", items[1].GetProperty("data").GetProperty("severity").GetString());
        Assert.True(items[1].GetProperty("data").GetProperty("numbers").TryGetProperty("charge", out _));

        var (seen, pages) = await Walk.AllAsync(client, $"{Events}?source=events&kind=power.standing&limit=2", item => item.GetProperty("text").GetString()!);
        Assert.Equal((3, 2), (seen.Count, pages));
        var middle = items[1].GetProperty("at").GetDateTimeOffset();
        var since = await Items(client, $"{Events}?source=events&kind=standing&from={Uri.EscapeDataString(middle.ToString("O"))}");
        Assert.Equal(2, since.Length);
        Assert.Single(await Items(client, $"{Events}?source=events&kind=standing&to={Uri.EscapeDataString(middle.ToString("O"))}"));
        Assert.Empty(await Items(client, $"{Events}?group=events"));
    }

    [Theory]
    [InlineData("source=A%20B")]
    [InlineData("source=a&group=b")]
    [InlineData("kind=")]
    [InlineData("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")]
    [InlineData("limit=501")]
    public async Task Events_AskedForWrongly_AreRefused(string query)
    {
        using var client = host.As(Role.Viewer);

        await (await client.GetAsync($"{Events}?{query}")).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
    }

    // History is written behind the change.
    private static async Task<JsonElement[]> Three(HttpClient client, string list)
    {
        JsonElement[] items = [];
        await Eventually.IsTrue(async () => (items = await Items(client, list)).Length == 3, "three changes of standing are in the history");
        return items;
    }

    private static async Task<JsonElement[]> Items(HttpClient client, string list) =>
        [.. (await client.GetFromJsonAsync<JsonElement>(list)).GetProperty("items").EnumerateArray()];
}
