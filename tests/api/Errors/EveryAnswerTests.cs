using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Errors;

public sealed class EveryAnswerTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("/api/v1/systems")]
    [InlineData("/api/v1/nowhere")]
    [InlineData("/ui/login")]
    [InlineData("/ui/assets/site.css")]
    public async Task Answer_CarriesTheSecurityHeadersAndNoServerName(string path)
    {
        using var client = host.As(Role.Viewer);

        var answer = await client.GetAsync(path);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("abc-123_X.y", true)]
    [InlineData("has space", false)]
    [InlineData("<script>", false)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789", false)]
    public async Task CorrelationId_WhenSane_IsTakenOver(string given, bool taken)
    {
        using var client = host.As(Role.Viewer);
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Correlation-Id", given);

        var answer = await client.GetAsync("/api/v1/systems");

        var id = Assert.Single(answer.Headers.GetValues("X-Correlation-Id"));
        Assert.Equal(taken, id == given);
        Assert.NotEmpty(id);
    }

    [Fact]
    public async Task Requests_TooMany_AreRefusedPerCaller()
    {
        await using var own = await ApiHost.StartAsync(options => (options.RequestBurst, options.RequestsPerSecond) = (3, 1));
        using var client = own.As(Role.Viewer);
        using var other = own.As(Role.Operator);
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/session")).StatusCode);

        var answer = await client.GetAsync("/api/v1/session");

        await answer.ShouldBeProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/v1/session")).StatusCode);
    }
}
