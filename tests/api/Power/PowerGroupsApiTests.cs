using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Power;

public sealed class PowerGroupsApiTests(PowerHost host) : IClassFixture<PowerHost>
{
    private const string Groups = PowerHost.Groups;

    [Fact]
    public async Task Put_OfAGroup_IsShownWithItsLoadsAndItsPlan()
    {
        await host.Source("feed", "Feed");
        using var client = host.As(Role.Admin);

        using var created = await client.PutAsJsonAsync($"{Groups}/shown", PowerHost.GroupOf("Shown", "feed"));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal($"{Groups}/shown", created.Headers.Location?.ToString());
        JsonElement group = default;
        await Eventually.IsTrue(async () =>
        {
            group = await client.GetFromJsonAsync<JsonElement>($"{Groups}/shown");
            return group.GetProperty("state").GetProperty("loads").EnumerateArray().All(load => load.GetProperty("standing").GetString() == "powered");
        });
        Assert.Equal(["Lab", "NAS"], group.GetProperty("state").GetProperty("loads").EnumerateArray().Select(load => load.GetProperty("name").GetString()));
        Assert.Equal("All loads have power", group.GetProperty("state").GetProperty("standing").GetString());
        Assert.Equal("onLine", Assert.Single(group.GetProperty("state").GetProperty("sources").EnumerateArray()).GetProperty("standing").GetString());
        Assert.Equal(120, group.GetProperty("config").GetProperty("phases")[0].GetProperty("steps")[0].GetProperty("timeoutSeconds").GetDouble());
        using var back = await client.PutAsJsonAsync($"{Groups}/shown", group.GetProperty("config"));
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.Equal(group.GetProperty("config").GetRawText(), (await back.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("config").GetRawText());
    }

    [Fact]
    public async Task Put_WithManyFaults_NamesEachByTheNameItWasWrittenUnder()
    {
        using var client = host.As(Role.Admin);

        using var answer = await client.PutAsync($"{Groups}/faulty", Answers.Json("""
            {"name":"Faulty","sources":["nobody"],"cancel":{"afterSeconds":999},
             "loads":[{"id":"a","feeds":[],"delaySeconds":9999}],
             "phases":[{"name":"One","steps":[{"id":"s","load":"b","timeoutSeconds":0.1,"sync":{}}]}]}
            """));

        var problem = await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
        Assert.Equal(
            ["cancel.afterSeconds", "loads[0].delaySeconds", "loads[0].feeds", "phases[0].steps[0].load", "phases[0].steps[0].timeoutSeconds", "sources"],
            problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Put_WithGaps_NamesAllOfThem()
    {
        using var client = host.As(Role.Admin);

        using var answer = await client.PutAsync($"{Groups}/gaps", Answers.Json("""
            {"loads":[{"powerOn":{"id":"on","load":"a","wake":{}}}],"phases":[{"steps":[{"id":"s","host":{}},null]}],"upsOff":[{}]}
            """));

        var problem = await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
        Assert.Equal(
            ["loads[0].id", "loads[0].powerOn.wake.macs", "name", "phases[0].name", "phases[0].steps[0].host.command", "phases[0].steps[0].host.on", "phases[0].steps[0].load", "phases[0].steps[1]", "upsOff[0].source"],
            problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Source_ThatFeedsAGroup_IsNotRemoved()
    {
        await host.Source("used", "Used");
        await host.Group("user", "User", "used");
        using var client = host.As(Role.Admin);

        using var answer = await client.DeleteAsync($"{PowerHost.Sources}/used?confirm=Used");

        Assert.Contains("'user'", (await answer.ShouldBeProblem(HttpStatusCode.Conflict, "in-use")).Detail(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"{Groups}/user?confirm=User")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"{PowerHost.Sources}/used?confirm=Used")).StatusCode);
        await (await client.GetAsync($"{Groups}/user")).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Drill_SaysWhatWouldHappenAndWithWhatMargin()
    {
        await host.Source("drilled", "Drilled");
        await host.Group("drill", "Drill", "drilled");
        using var client = host.As(Role.Viewer);

        JsonElement report = default;
        await Eventually.IsTrue(async () =>
        {
            report = await client.GetFromJsonAsync<JsonElement>($"{Groups}/drill/drill");
            var margin = report.GetProperty("budget").GetProperty("marginSeconds");
            return margin.ValueKind is JsonValueKind.Number && margin.GetDouble() > 0;
        }, "the battery and its limits are known");

        Assert.Equal(["lab-off", "nas-off"], report.GetProperty("timeline").EnumerateArray().Select(line => line.GetProperty("step").GetString()));
        using var tighter = await client.PostAsJsonAsync($"{Groups}/drill/drill", new { runtimeSeconds = 60 });
        var margin = (await tighter.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("budget").GetProperty("marginSeconds").GetDouble();
        Assert.True(margin < 0, $"{margin}");
        var wrong = await (await client.PostAsJsonAsync($"{Groups}/drill/drill", new { load = -1, charge = 101, runtimeSeconds = -1 })).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
        Assert.Equal(3, wrong.GetProperty("errors").EnumerateObject().Count());
        await (await client.GetAsync($"{Groups}/nobody/drill")).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task List_Filtered_ShowsTheGroupsOfASource()
    {
        await host.Source("listed", "Listed");
        await host.Group("listed-a", "A of it", "listed");
        await host.Group("listed-b", "B of it", "listed");
        using var client = host.As(Role.Viewer);

        var (seen, _) = await Walk.AllAsync(client, $"{Groups}?source=listed&running=false&limit=1", item => item.GetProperty("id").GetString()!);

        Assert.Equal(["listed-a", "listed-b"], seen);
        Assert.Equal(0, (await client.GetFromJsonAsync<JsonElement>($"{Groups}?source=listed&running=true")).GetProperty("total").GetInt32());
    }
}
