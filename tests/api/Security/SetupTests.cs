using NasOrleans.Api.Security;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Security;

public sealed class SetupTests : IAsyncLifetime
{
    private readonly ApiHost _host = new() { HasUser = false };
    private readonly string _token = SecretHasher.NewSecret();

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        await _host.Access.OpenSetup(SecretHasher.Hash(_token));
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Setup_WithTheToken_MakesAnAdministratorOnceAndSignsIn()
    {
        using var client = _host.Anonymous(new CookieContainer());

        var answer = await client.PostAsJsonAsync("/api/v1/setup", new { token = _token, user = "grace", password = "a long enough one" });
        var session = await client.GetFromJsonAsync<JsonElement>("/api/v1/session");
        var again = await client.PostAsJsonAsync("/api/v1/setup", new { token = _token, user = "mallory", password = "a long enough one" });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("admin", session.GetProperty("role").GetString());
        await again.ShouldBeProblem(HttpStatusCode.Forbidden, "setup-refused");
        Assert.Equal("grace", Assert.Single((await _host.Access.GetSnapshot()).Users).Name);
    }

    [Fact]
    public async Task Setup_WithAnotherToken_IsRefused()
    {
        using var client = _host.Anonymous();

        var answer = await client.PostAsJsonAsync("/api/v1/setup", new { token = "guess", user = "grace", password = "a long enough one" });

        await answer.ShouldBeProblem(HttpStatusCode.Forbidden, "setup-refused");
        Assert.Empty((await _host.Access.GetSnapshot()).Users);
    }

    [Fact]
    public async Task SetupPage_TakesTheTokenFromTheFragment_WhichNoRequestCarries()
    {
        using var client = _host.Anonymous();

        var script = await client.GetStringAsync("/ui/assets/setup.js");

        Assert.Contains("location.hash", script, StringComparison.Ordinal);
        Assert.DoesNotContain("location.search", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grace", "too short", "password")]
    [InlineData("local", "a long enough one", "user")]
    [InlineData("key:1", "a long enough one", "user")]
    public async Task Setup_BadValues_AreNamed(string user, string password, string member)
    {
        using var client = _host.Anonymous();

        var answer = await client.PostAsJsonAsync("/api/v1/setup", new { token = _token, user, password });
        var problem = await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid");

        Assert.Equal([member], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }
}
