using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Security;

public sealed class SessionTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Session = "/api/v1/session";

    [Fact]
    public async Task SignIn_RightPassword_GivesACookieThatScriptsCannotRead()
    {
        using var client = host.Anonymous();

        var answer = await client.PostAsJsonAsync(Session, new { user = ApiHost.User, password = ApiHost.Password });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("nas_session=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(ApiHost.User, "wrong horse battery")]
    [InlineData("nobody", ApiHost.Password)]
    public async Task SignIn_Wrong_IsRefusedTheSameWay(string user, string password)
    {
        using var client = host.Anonymous();

        var answer = await client.PostAsJsonAsync(Session, new { user, password });

        await answer.ShouldBeProblem(HttpStatusCode.Unauthorized, "sign-in-refused");
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Contains(await host.History.Audit(), entry => entry is { Action: "session.begin", Outcome: "refused" } && entry.Target == "user:" + user);
    }

    [Fact]
    public async Task Session_TellsWhoIsAsking()
    {
        using var client = await host.SignIn();

        var session = await client.GetFromJsonAsync<JsonElement>(Session);

        Assert.Equal("""{"actor":"ada","role":"admin","via":"session"}""", session.GetRawText());
    }

    [Fact]
    public async Task SignOut_EndsTheSession()
    {
        using var client = await host.SignIn();

        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(Session)).StatusCode);

        await (await client.GetAsync(Session)).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Session_AfterARestart_StillCounts()
    {
        await using var own = await ApiHost.StartAsync();
        using var before = own.Anonymous();
        var answer = await before.PostAsJsonAsync(Session, new { user = ApiHost.User, password = ApiHost.Password });
        var cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        await own.Restart();

        using var after = own.Anonymous();
        after.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.Equal(HttpStatusCode.OK, (await after.GetAsync(Session)).StatusCode);
    }

    [Fact]
    public async Task PasswordChange_EndsOtherSessionsAndKeepsThisOne()
    {
        await using var own = await ApiHost.StartAsync();
        using var other = await own.SignIn();
        using var client = await own.SignIn();

        var refused = await client.PutAsJsonAsync(Session + "/password", new { current = "not the password", password = "a brand new one" });
        var changed = await client.PutAsJsonAsync(Session + "/password", new { current = ApiHost.Password, password = "a brand new one" });

        await refused.ShouldBeProblem(HttpStatusCode.Unauthorized, "sign-in-refused");
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Session)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync(Session)).StatusCode);
        using var again = await own.SignIn("a brand new one");
    }

    [Fact]
    public async Task SignIn_TooOften_IsRefusedForAWhile()
    {
        await using var own = await ApiHost.StartAsync(options => options.SignInsPerMinute = 2);
        using var client = own.Anonymous();
        for (var i = 0; i < 2; i++) await client.PostAsJsonAsync(Session, new { user = "x", password = "guess" });

        var answer = await client.PostAsJsonAsync(Session, new { user = ApiHost.User, password = ApiHost.Password });

        await answer.ShouldBeProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task SignIn_WhileTheAuditFails_StillLetsIn()
    {
        await using var own = await ApiHost.StartAsync();
        own.History.AuditFailure = new IOException("disk full");

        using var client = await own.SignIn();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Session)).StatusCode);
    }

    [Fact]
    public async Task Page_WithoutASession_LeadsToTheLoginAndBack()
    {
        using var client = host.Anonymous();

        var answer = await client.GetAsync("/ui/api");

        Assert.Equal("/ui/login?return=%2Fui%2Fapi", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Role_BelowWhatIsDemanded_IsForbidden()
    {
        using var viewer = host.As(Role.Viewer);
        using var ingest = host.As(Role.Ingest);
        using var @operator = host.As(Role.Operator);

        await (await viewer.PostAsJsonAsync("/api/v1/systems", new { name = "x" })).ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
        await (await viewer.PostAsync("/api/v1/systems/x/seen", content: null)).ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
        await (await ingest.GetAsync("/api/v1/systems")).ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
        await (await @operator.GetAsync("/api/v1/audit")).ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
        await (await ingest.PostAsync("/api/v1/systems/none/seen", content: null)).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
    }
}
