using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Systems;

public sealed class SystemsApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Systems = "/api/v1/systems";

    [Fact]
    public async Task Post_ThenList_ShowsTheSystemAtOnce()
    {
        using var client = host.As(Role.Operator);

        var added = await client.PostAsJsonAsync(Systems, new { id = "list-me", name = " Basement ", host = "nas.example" });
        var list = await client.GetFromJsonAsync<JsonElement>(Systems + "?q=list-me");

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal("/api/v1/systems/list-me", added.Headers.Location!.ToString());
        var item = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal("Basement", item.GetProperty("name").GetString());
        Assert.Equal("unknown", item.GetProperty("status").GetString());
        Assert.EndsWith("Z", item.GetProperty("statusSince").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_SentAgainUnderItsKey_AnswersTheSame()
    {
        using var client = host.As(Role.Operator);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "once-only");

        var first = await client.PostAsJsonAsync(Systems, new { name = "Only once" });
        var second = await client.PostAsJsonAsync(Systems, new { name = "Only once" });
        var other = await client.PostAsJsonAsync(Systems, new { name = "Something else" });

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        await other.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Equal(1, (await client.GetFromJsonAsync<JsonElement>(Systems + "?q=only%20once")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Post_WithoutIdOrKey_MakesAnother()
    {
        using var client = host.As(Role.Operator);

        var first = await client.PostAsJsonAsync(Systems, new { name = "Twin" });
        var second = await client.PostAsJsonAsync(Systems, new { name = "Twin" });

        Assert.NotEqual(first.Headers.Location, second.Headers.Location);
    }

    [Fact]
    public async Task Post_TakenId_IsAConflictUnlessItIsTheSame()
    {
        using var client = host.As(Role.Operator);
        await client.PostAsJsonAsync(Systems, new { id = "taken", name = "First" });

        var same = await client.PostAsJsonAsync(Systems, new { id = "taken", name = "First" });
        var other = await client.PostAsJsonAsync(Systems, new { id = "taken", name = "Second" });

        Assert.Equal(HttpStatusCode.Created, same.StatusCode);
        await other.ShouldBeProblem(HttpStatusCode.Conflict, "already-exists");
    }

    [Fact]
    public async Task Post_PutsTheSystemOnItsRoster()
    {
        using var client = host.As(Role.Operator);
        var grain = host.Grains.System(TenantId.Main, new("on-the-roster"));
        var roster = host.Grains.RosterOf(grain);

        await client.PostAsJsonAsync(Systems, new { id = "on-the-roster", name = "Awake" });
        Assert.Contains(Orleans.GrainExtensions.GetGrainId(grain).ToString(), await roster.GetMembers());
    }

    [Fact]
    public async Task Patch_ChangesWhatItNames_AndPutAll()
    {
        using var client = host.As(Role.Operator);
        await client.PostAsJsonAsync(Systems, new { id = "changed", name = "One", host = "one.example" });

        await client.PatchAsJsonAsync(Systems + "/changed", new { name = "Two" });
        Assert.Equal(("Two", "one.example"), await NameAndHost(client, "changed"));
        await client.PutAsJsonAsync(Systems + "/changed", new { name = "Three" });
        Assert.Equal(("Three", ""), await NameAndHost(client, "changed"));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PUT", "")]
    [InlineData("PATCH", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/seen")]
    [InlineData("GET", "/alerts")]
    [InlineData("POST", "/alerts/system.offline/acknowledge")]
    public async Task Route_OfASystemThatIsNot_IsNotFound(string method, string rest)
    {
        using var client = host.As(Role.Admin);
        using var request = new HttpRequestMessage(new(method), $"{Systems}/none{rest}");
        if (method is "PUT" or "PATCH") request.Content = Answers.Json("""{"name":"x"}""");

        await (await client.SendAsync(request)).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Delete_ThenList_ShowsItNoMore_AndItCanBeAddedAgain()
    {
        using var client = host.As(Role.Operator);
        await client.PostAsJsonAsync(Systems, new { id = "phoenix", name = "Phoenix" });

        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(Systems + "/phoenix")).StatusCode);
        Assert.Equal(0, await Total(client, "phoenix"));
        await client.PostAsJsonAsync(Systems, new { id = "phoenix", name = "Phoenix again" });
        Assert.Equal(1, await Total(client, "phoenix"));
        Assert.Equal(("Phoenix again", ""), await NameAndHost(client, "phoenix"));
    }

    [Fact]
    public async Task Summary_UnderBothNames_CountsByStatus()
    {
        await using var own = await ApiHost.StartAsync();
        using var client = own.As(Role.Operator);
        await client.PostAsJsonAsync(Systems, new { id = "a", name = "a" });
        await client.PostAsJsonAsync("/systems", new { id = "b", name = "b" });
        await client.PostAsync("/systems/b/seen", content: null);

        foreach (var path in new[] { "/api/v1/fleet/summary", "/dashboard/summary" })
        {
            var summary = await client.GetFromJsonAsync<JsonElement>(path);
            Assert.Equal((2, 1, 1), (Count("systems"), Count("online"), Count("unknown")));
            int Count(string name) => summary.GetProperty(name).GetInt32();
        }
    }

    private static async Task<(string? Name, string? Host)> NameAndHost(HttpClient client, string id)
    {
        var system = await client.GetFromJsonAsync<JsonElement>($"{Systems}/{id}");
        return (system.GetProperty("name").GetString(), system.GetProperty("host").GetString());
    }

    private static async Task<int> Total(HttpClient client, string q) =>
        (await client.GetFromJsonAsync<JsonElement>($"{Systems}?q={q}")).GetProperty("total").GetInt32();
}
