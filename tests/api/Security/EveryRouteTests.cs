using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Security;

public sealed class EveryRouteTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string[] Open = ["GET /ui/login", "GET /ui/setup", "GET /ui/assets/{file}", "POST /api/v1/session/", "POST /api/v1/setup/"];

    private IEnumerable<(string Method, RouteEndpoint Endpoint)> Routes =>
        from endpoint in host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, endpoint);

    [Fact]
    public void Routes_ButTheWayIn_NameAPolicy()
    {
        var open = Routes.Where(route => !route.Endpoint.Metadata.OfType<IAuthorizeData>().Any(data => data.Policy is not null))
            .Select(Name).Order(StringComparer.Ordinal);

        Assert.Equal(Open.Order(StringComparer.Ordinal), open);
    }

    [Fact]
    public async Task Routes_ButTheWayIn_RefuseNobody()
    {
        using var client = host.Anonymous();
        foreach (var route in Routes.Where(route => !Open.Contains(Name(route))))
        {
            var path = route.Endpoint.RoutePattern.RawText!.Replace("{id}", "x", StringComparison.Ordinal).Replace("{key}", "x", StringComparison.Ordinal)
                .Replace("{file}", "x", StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal).Replace("{commandId:guid}", Guid.Empty.ToString(), StringComparison.Ordinal);
            using var answer = await client.SendAsync(new(new(route.Method), path));

            var toLogin = answer.Headers.Location?.ToString().StartsWith("/ui/login?", StringComparison.Ordinal) == true;
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized || toLogin, $"{Name(route)} answered {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task UnknownRoute_WithoutARole_TellsNothing()
    {
        using var client = host.Anonymous();

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/nowhere")).StatusCode);
    }

    private static string Name((string Method, RouteEndpoint Endpoint) route) =>
        $"{route.Method} /{route.Endpoint.RoutePattern.RawText!.TrimStart('/')}";
}
