using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NasOrleans.Access;
using NasOrleans.Api;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Security;
using NasOrleans.Tests.Api.Hosting;
using Orleans;

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
    public async Task Access_NeverRead_FailsAllWhoWaitAtOnce()
    {
        var time = new ManualTimeProvider();
        var grains = DispatchProxy.Create<IGrainFactory, SilentGrains>();
        using var cache = new AccessCache(grains, Options.Create(new ApiOptions()), time, NullLogger<AccessCache>.Instance);
        var waiting = Enumerable.Range(0, 3).Select(_ => cache.GetAsync(CancellationToken.None).AsTask()).ToArray();

        time.Advance(TimeSpan.FromSeconds(2));

        foreach (var one in waiting) await Assert.ThrowsAsync<UnavailableException>(() => one.WaitAsync(TimeSpan.FromSeconds(10)));
        await Assert.ThrowsAsync<UnavailableException>(() => cache.GetAsync(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(cache.GetAsync(CancellationToken.None).AsTask().IsCompleted);
    }

    /// <summary>Every grain is one that never answers.</summary>
    public class SilentGrains : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Create<IAccessGrain, SilentGrain>();
    }

    public class SilentGrain : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => new TaskCompletionSource<AccessSnapshot>().Task;
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
