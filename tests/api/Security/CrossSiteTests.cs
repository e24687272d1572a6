using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Security;

public sealed class CrossSiteTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Change_WithACookieButNoHeader_IsRefused()
    {
        using var client = await host.SignIn();
        client.DefaultRequestHeaders.Remove("X-Nas-Csrf");

        var answer = await client.PostAsJsonAsync("/api/v1/systems", new { name = "x" });

        await answer.ShouldBeProblem(HttpStatusCode.Forbidden, "cross-site");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/systems")).StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Change_FromAnotherSite_IsRefusedThoughTheHeaderIsThere(string header, string value)
    {
        using var client = await host.SignIn();
        client.DefaultRequestHeaders.Add(header, value);

        await (await client.PostAsJsonAsync("/api/v1/systems", new { name = "x" })).ShouldBeProblem(HttpStatusCode.Forbidden, "cross-site");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "https://evil.example")]
    public async Task SignIn_FromAnotherSite_IsRefused(string header, string value)
    {
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.Add(header, value);

        var answer = await client.PostAsJsonAsync("/api/v1/session", new { user = ApiHost.User, password = ApiHost.Password });

        await answer.ShouldBeProblem(HttpStatusCode.Forbidden, "cross-site");
    }

    [Fact]
    public async Task Change_FromOurOwnPage_IsTaken()
    {
        using var client = await host.SignIn();
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        client.DefaultRequestHeaders.Add("Origin", host.Address.GetLeftPart(UriPartial.Authority));

        Assert.Equal(HttpStatusCode.Created, (await client.PostAsJsonAsync("/api/v1/systems", new { name = "x" })).StatusCode);
    }

    [Fact]
    public async Task Change_WithAKey_NeedsNoHeader()
    {
        using var client = host.As(Role.Operator);

        Assert.Equal(HttpStatusCode.Created, (await client.PostAsJsonAsync("/api/v1/systems", new { name = "x" })).StatusCode);
    }
}
