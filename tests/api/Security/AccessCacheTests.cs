using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Security;

public sealed class AccessCacheTests
{
    [Fact]
    public async Task Access_WhenItCannotBeRead_ServesTheLastKnownForAWhileThenRefuses()
    {
        await using var host = await ApiHost.StartAsync(options =>
        {
            options.AccessRefresh = TimeSpan.FromMilliseconds(100);
            options.AccessMaxAge = TimeSpan.FromSeconds(2);
        });
        using var client = host.As(Role.Viewer);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/session")).StatusCode);

        await host.StopGrains();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/session")).StatusCode);
        await Eventually.IsTrue(async () => (await client.GetAsync("/api/v1/session")).StatusCode == HttpStatusCode.ServiceUnavailable, "the refusal");
        var answer = await client.GetAsync("/api/v1/session");
        await answer.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Access_ChangedElsewhere_CountsWithinTheRefresh()
    {
        await using var host = await ApiHost.StartAsync(options => options.AccessRefresh = TimeSpan.FromMilliseconds(100));
        using var client = host.As(Role.Viewer);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/session")).StatusCode);

        await host.Access.RemoveKey(host.KeyOf(Role.Viewer).Split('_')[1]);

        await Eventually.IsTrue(async () => (await client.GetAsync("/api/v1/session")).StatusCode == HttpStatusCode.Unauthorized, "the revocation");
    }
}
