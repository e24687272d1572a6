using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Systems;

public sealed class AlertsAndEventsTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Alert_OfASilentSystem_IsListedAndAcknowledgedOnce()
    {
        using var client = await host.SignIn();
        await client.PostAsJsonAsync("/api/v1/systems", new { id = "silent", name = "Silent" });
        await client.PostAsJsonAsync("/api/v1/systems/silent/seen", new { at = "2026-01-01T00:00:00Z" });
        JsonElement alert = default;
        await Eventually.IsTrue(
            async () =>
            {
                var list = await client.GetFromJsonAsync<JsonElement>("/api/v1/systems/silent/alerts");
                alert = list.GetProperty("items").EnumerateArray().FirstOrDefault();
                return alert.ValueKind == JsonValueKind.Object;
            },
            "the alert");

        var answer = await client.PostAsync("/api/v1/systems/silent/alerts/system.offline/acknowledge", content: null);
        var acknowledged = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("system.offline", alert.GetProperty("key").GetString());
        Assert.Equal("critical", alert.GetProperty("severity").GetString());
        Assert.Equal("ada", acknowledged.GetProperty("acknowledgedBy").GetString());
        Assert.Contains(await host.History.Audit(), entry => entry is { Action: "alert.acknowledge", Target: "alert:system:silent:system.offline" });
        var none = await client.PostAsync("/api/v1/systems/silent/alerts/none/acknowledge", content: null);
        await none.ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Events_OfASystem_TellItsStatusNewestFirst()
    {
        using var client = host.As(Role.Operator);
        await client.PostAsJsonAsync("/api/v1/systems", new { id = "eventful", name = "Eventful" });
        await client.PostAsJsonAsync("/api/v1/systems/eventful/seen", new { at = "2026-01-01T00:00:00Z" });
        await client.PostAsync("/api/v1/systems/eventful/seen", content: null);
        JsonElement[] events = [];
        await Eventually.IsTrue(
            async () =>
            {
                var page = await client.GetFromJsonAsync<JsonElement>("/api/v1/systems/eventful/events");
                events = [.. page.GetProperty("items").EnumerateArray()];
                return events.Length >= 2;
            },
            "two events");

        Assert.All(events, entry => Assert.Equal("system.status", entry.GetProperty("kind").GetString()));
        Assert.Contains("Online", events[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        var first = await client.GetFromJsonAsync<JsonElement>("/api/v1/systems/eventful/events?limit=1");
        Assert.Equal(events[0].GetProperty("id").GetInt64(), first.GetProperty("items")[0].GetProperty("id").GetInt64());
        Assert.NotNull(first.GetProperty("next").GetString());
    }
}
