using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using NasOrleans.Access;
using NasOrleans.Api.Security;
using NasOrleans.History;
using NasOrleans.Tests.Api.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace NasOrleans.Tests.Api.Errors;

public sealed class FaultTests : IAsyncLifetime
{
    private static readonly Dictionary<string, Func<Exception>> Faults = new()
    {
        ["timeout"] = () => new TimeoutException("of /secret/path"),
        ["silo"] = () => new SiloUnavailableException("S1.2.3"),
        ["conflict"] = () => new InconsistentStateException("Etag conflict"),
        ["full"] = () => new LimitExceededException("queue"),
        ["storage"] = () => new StorageException(StorageFault.Full, "secret file"),
        ["grain storage"] = () => new OrleansException("state", new StorageException(StorageFault.Full, "secret file")),
        ["bug"] = () => new InvalidOperationException("secret detail"),
    };

    private readonly ApiHost _host = new() { MapMore = Map };

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("timeout", "GET", 503, "unavailable")]
    [InlineData("timeout", "POST", 503, "outcome-unknown")]
    [InlineData("silo", "GET", 503, "unavailable")]
    [InlineData("silo", "DELETE", 503, "outcome-unknown")]
    [InlineData("conflict", "PUT", 503, "outcome-unknown")]
    [InlineData("full", "GET", 503, "busy")]
    [InlineData("full", "POST", 503, "busy")]
    [InlineData("storage", "GET", 503, "unavailable")]
    [InlineData("storage", "POST", 503, "unavailable")]
    [InlineData("grain storage", "GET", 503, "unavailable")]
    [InlineData("grain storage", "POST", 503, "unavailable")]
    [InlineData("bug", "GET", 500, "internal")]
    [InlineData("bug", "POST", 500, "internal")]
    public async Task Exception_BecomesAProblemThatGivesNothingAway(string fault, string method, int status, string kind)
    {
        using var client = _host.As(Role.Admin);

        var answer = await client.SendAsync(new(new(method), "/fault/" + fault));

        var problem = await answer.ShouldBeProblem((HttpStatusCode)status, kind);
        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(status == 503, answer.Headers.RetryAfter is not null);
    }

    private static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/fault/{name}", ["GET", "POST", "PUT", "DELETE"], Throw).RequireAuthorization(Policies.Admin);

    private static Task Throw(string name) => throw Faults[name]();
}
