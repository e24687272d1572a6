using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Power;

public sealed class PowerSourcesApiTests(PowerHost host) : IClassFixture<PowerHost>
{
    private const string Sources = PowerHost.Sources;

    [Fact]
    public async Task Put_OfAUps_IsWatchedAndShownWithItsSecretMasked()
    {
        using var client = host.As(Role.Admin);

        using var created = await client.PutAsJsonAsync($"{Sources}/shown", host.Body("Shown"));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal($"{Sources}/shown", created.Headers.Location?.ToString());
        var source = await host.Until("shown", "onLine");
        var state = source.GetProperty("state");
        Assert.Equal(("Shown", "ups", "OL"), (state.GetProperty("name").GetString(), state.GetProperty("kind").GetString(), source.GetProperty("ups").GetProperty("status").GetString()));
        Assert.StartsWith("On line", state.GetProperty("verdict").GetString(), StringComparison.Ordinal);
        Assert.True(state.GetProperty("freshness").GetProperty("ageSeconds").GetDouble() >= 0);
        Assert.Equal("good", state.GetProperty("freshness").GetProperty("contact").GetString());
        Assert.Contains("in the open", Assert.Single(state.GetProperty("warnings").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal("********", source.GetProperty("config").GetProperty("password").GetString());
        Assert.Equal(600, source.GetProperty("config").GetProperty("triggers").GetProperty("lowRuntimeSeconds").GetDouble());
        Assert.DoesNotContain("\"secret\"", source.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_OfWhatGetShows_ChangesNothingAndKeepsTheSecret()
    {
        var before = await host.Source("back", "Back");
        using var client = host.As(Role.Admin);

        using var answer = await client.PutAsJsonAsync($"{Sources}/back", before.GetProperty("config"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var after = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(before.GetProperty("config").GetRawText(), after.GetProperty("config").GetRawText());
        // Only with the password does the server take an order.
        using var order = await client.PostAsJsonAsync($"{Sources}/back/orders", new { kind = "command", name = "beeper.mute", confirm = "Back" });
        Assert.Equal(HttpStatusCode.OK, order.StatusCode);
    }

    [Fact]
    public async Task Put_ToAnotherServer_WantsTheSecretAgain()
    {
        await host.Source("moved", "Moved");
        using var client = host.As(Role.Admin);

        using var answer = await client.PutAsJsonAsync($"{Sources}/moved", new { name = "Moved", ups = new { server = new { host = "nut.invalid" }, ups = "ups1", userName = "admin" }, password = "********" });

        var problem = await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
        Assert.True(problem.GetProperty("errors").TryGetProperty("password", out _));
    }

    [Fact]
    public async Task Put_WithAMaskForNothing_IsRefused()
    {
        using var client = host.As(Role.Admin);

        using var answer = await client.PutAsJsonAsync($"{Sources}/nothing", host.Body("Nothing", password: "********"));

        Assert.True((await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid")).GetProperty("errors").TryGetProperty("password", out _));
    }

    [Fact]
    public async Task Put_WithManyFaults_NamesEachByTheNameItWasWrittenUnder()
    {
        using var client = host.As(Role.Admin);

        using var answer = await client.PutAsync($"{Sources}/faulty", Answers.Json(
            """{"name":" ","ups":{"server":{"host":"a b","port":70000},"ups":"x y","statusIntervalSeconds":9},"triggers":{"lowRuntimeSeconds":-1},"contact":{"failsafeSeconds":1}}"""));

        var problem = await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
        Assert.Equal(
            ["contact.failsafeSeconds", "name", "triggers.lowRuntimeSeconds", "ups.server.host", "ups.server.port", "ups.statusIntervalSeconds", "ups.ups"],
            problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Put_WithGaps_NamesAllOfThem()
    {
        using var client = host.As(Role.Admin);

        using var answer = await client.PutAsync($"{Sources}/gaps", Answers.Json("""{"ups":{"server":{}},"triggers":null,"probe":{"headers":[null,{"name":"A"}]}}"""));

        var problem = await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
        Assert.Equal(
            ["name", "probe.headers[0]", "probe.headers[1].value", "probe.target", "triggers", "ups.server.host", "ups.ups"],
            problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"name":"x","colour":"red"}""", "unknown member 'colour'")]
    [InlineData("""{"name":"x","triggers":{"lowRuntimeSeconds":"600"}}""", "wrong type")]
    [InlineData("""{"name":"x","triggers":{"lowRuntimeSeconds":1e300}}""", "wrong type")]
    [InlineData("""{"name":"x","ups":{"role":7}}""", "wrong type")]
    [InlineData("""{"name":"x",""", "not valid JSON")]
    public async Task Put_OfWhatIsNoSource_SaysWhereItIsWrong(string body, string words)
    {
        using var client = host.As(Role.Admin);

        using var answer = await client.PutAsync($"{Sources}/bad", Answers.Json(body));

        Assert.Contains(words, (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "bad-request")).Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_WithAnIdThatIsNone_SaysWhatAnIdIs()
    {
        using var client = host.As(Role.Admin);

        using var answer = await client.PutAsJsonAsync($"{Sources}/Rack%20UPS", host.Body("Rack"));

        Assert.Contains("1 to 64", (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "bad-request")).Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_OfTooMuch_IsRefused()
    {
        using var client = host.As(Role.Admin);

        using var answer = await client.PutAsJsonAsync($"{Sources}/large", host.Body(new string('x', 70_000)));

        await answer.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task Unknown_IsNotFound()
    {
        using var client = host.As(Role.Admin);

        await (await client.GetAsync($"{Sources}/nobody")).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        await (await client.GetAsync($"{Sources}/nobody/abilities")).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        await (await client.DeleteAsync($"{Sources}/nobody?confirm=x")).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        await (await client.PostAsJsonAsync($"{Sources}/nobody/reset", new { confirm = "x", reason = "x" })).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        await (await client.PostAsJsonAsync($"{Sources}/nobody/orders", new { kind = "command", name = "beeper.mute", confirm = "x" })).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Remove_Confirmed_IsNoMoreAndCanBeSetAnew()
    {
        await host.Source("gone", "Gone");
        using var client = host.As(Role.Admin);
        await (await client.DeleteAsync($"{Sources}/gone")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "not-confirmed");
        await (await client.DeleteAsync($"{Sources}/gone?confirm=Other")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "not-confirmed");

        using var answer = await client.DeleteAsync($"{Sources}/gone?confirm=Gone");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await (await client.GetAsync($"{Sources}/gone")).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        Assert.DoesNotContain("gone", await Ids(client, "?q=gone"));
        await host.Source("gone", "Gone");
        Assert.Contains("gone", await Ids(client, "?q=gone"));
    }

    [Fact]
    public async Task Reset_WithAReason_ForgetsTheLossAndIsAudited()
    {
        await host.Source("falsely", "Falsely", ups: "ups2");
        using var client = host.As(Role.Operator);
        host.Upses.Units[1].LoseMains();
        host.Upses.Units[1].SetCharge(3);
        await host.Until("falsely", "lost");

        host.Upses.Units[1].Reset();
        await (await client.PostAsJsonAsync($"{Sources}/falsely/reset", new { confirm = "falsely", reason = " " })).ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");
        using var answer = await client.PostAsJsonAsync($"{Sources}/falsely/reset", new { confirm = "Falsely", reason = "The fuse is in again" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await host.Until("falsely", "onLine");
        var entry = Assert.Single(await host.Api.History.Audit(), entry => entry is { Action: "power.source.reset", Target: "ups:falsely" });
        Assert.Contains("The fuse is in again", entry.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_AreAuditedWithoutTheirSecrets()
    {
        await host.Source("audited", "Audited");
        using var client = host.As(Role.Admin);
        await client.DeleteAsync($"{Sources}/audited?confirm=Audited");

        var entries = (await host.Api.History.Audit()).Where(entry => entry.Target == "ups:audited").ToArray();

        Assert.Equal(["power.source.set", "power.source.remove"], entries.Select(entry => entry.Action));
        Assert.Contains("\"writtenSecrets\":[\"password\"]", entries[0].After, StringComparison.Ordinal);
        Assert.All(entries, entry => Assert.DoesNotContain("\"secret\"", entry.Before + entry.After, StringComparison.Ordinal));
    }

    private static async Task<string[]> Ids(HttpClient client, string query) =>
        [.. (await client.GetFromJsonAsync<JsonElement>(Sources + query)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
}
