using NasOrleans.Access;
using NasOrleans.Api.Security.Keys;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Security;

public sealed class ApiKeyTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Session = "/api/v1/session";

    [Fact]
    public async Task Key_InEitherHeader_LetsIn()
    {
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.Add("X-Api-Key", host.KeyOf(Role.Viewer));
        using var bearer = host.As(Role.Viewer);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Session)).StatusCode);
        var session = await bearer.GetFromJsonAsync<JsonElement>(Session);
        Assert.StartsWith("key:", session.GetProperty("actor").GetString(), StringComparison.Ordinal);
        Assert.Equal("viewer", session.GetProperty("role").GetString());
    }

    [Fact]
    public async Task Key_InBothHeaders_IsRefused()
    {
        using var client = host.As(Role.Viewer);
        client.DefaultRequestHeaders.Add("X-Api-Key", host.KeyOf(Role.Viewer));

        await (await client.GetAsync(Session)).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Key_Twice_IsRefused()
    {
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Api-Key", [host.KeyOf(Role.Viewer), host.KeyOf(Role.Viewer)]);

        await (await client.GetAsync(Session)).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Theory]
    [InlineData("Basic YWRhOmFkYQ==", "not an API key")]
    [InlineData("Bearer nas_000000000000_0000", "not known")]
    [InlineData("Bearer something else", "not an API key")]
    public async Task Authorization_OfAnotherKind_IsRefusedWithTheReason(string header, string reason)
    {
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        var answer = await client.GetAsync(Session);

        Assert.Contains(reason, (await answer.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated")).Detail(), StringComparison.Ordinal);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task Key_WithAnotherSecret_IsRefused()
    {
        using var client = host.Anonymous();
        Assert.True(ApiKey.TryParse(host.KeyOf(Role.Admin), out var key));
        client.DefaultRequestHeaders.Add("X-Api-Key", (ApiKey.New() with { Id = key.Id }).ToString());

        await (await client.GetAsync(Session)).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Key_ThatIsBad_IsNotHiddenByAGoodCookie()
    {
        using var client = await host.SignIn();
        client.DefaultRequestHeaders.Add("X-Api-Key", "nas_000000000000_0000");

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(Session)).StatusCode);
    }

    [Fact]
    public async Task Key_Expired_IsRefused()
    {
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.Add("X-Api-Key", await host.NewKey(Role.Viewer, DateTimeOffset.UnixEpoch));
        using var admin = host.As(Role.Admin);
        await admin.PostAsJsonAsync("/api/v1/keys", new { name = "brings the access data up to date", role = "viewer" });

        var problem = await (await client.GetAsync(Session)).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");

        Assert.Contains("expired", problem.Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_MadeUsedListedRevoked_IsShownOnceAndGoneAtOnce()
    {
        using var admin = host.As(Role.Admin);

        var made = await admin.PostAsJsonAsync("/api/v1/keys", new { name = "n8n", role = "ingest", expiresAt = "2999-01-01T00:00:00Z" });
        var key = await made.Content.ReadFromJsonAsync<JsonElement>();
        var id = key.GetProperty("id").GetString();
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.Add("X-Api-Key", key.GetProperty("key").GetString());
        var used = await client.GetAsync(Session);
        var list = await admin.GetStringAsync("/api/v1/keys");
        var revoked = await admin.DeleteAsync("/api/v1/keys/" + id);
        var usedAgain = await client.GetAsync(Session);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal(HttpStatusCode.OK, used.StatusCode);
        Assert.Contains(id!, list, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", list, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hash", list, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, usedAgain.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.DeleteAsync("/api/v1/keys/" + id)).StatusCode);
        var audit = (await host.History.Audit()).Where(entry => entry.Target == "key:" + id).ToArray();
        Assert.Equal(["key.add", "key.remove"], audit.Select(entry => entry.Action));
        Assert.All(audit, entry => Assert.DoesNotContain("hash", entry.Before + entry.After, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task NewKey_BadValues_AreAllNamed()
    {
        using var admin = host.As(Role.Admin);

        var answer = await admin.PostAsJsonAsync("/api/v1/keys", new { name = " ", expiresAt = "2000-01-01T00:00:00Z" });
        var problem = await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");

        Assert.Equal(["expiresAt", "name", "role"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NewKey_HasEnoughBits() => Assert.True(ApiKey.New().Secret.Length * 4 >= 160);
}
