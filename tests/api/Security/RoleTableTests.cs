using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NasOrleans.Access;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Security;

/// <summary>Who may use which route, written down once more; a route that is not in the table fails.</summary>
public sealed class RoleTableTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly Role[] Viewers = [Role.Viewer, Role.Operator, Role.Admin];
    private static readonly Role[] Operators = [Role.Operator, Role.Admin];
    private static readonly Role[] Admins = [Role.Admin];
    private static readonly Role[] Reporters = [Role.Operator, Role.Admin, Role.Ingest];
    private static readonly Role[] Anyone = Enum.GetValues<Role>();

    private static readonly Dictionary<string, Role[]> Table = new(StringComparer.Ordinal)
    {
        ["GET /systems"] = Viewers,
        ["POST /systems"] = Operators,
        ["GET /systems/{id}"] = Viewers,
        ["PUT /systems/{id}"] = Operators,
        ["PATCH /systems/{id}"] = Operators,
        ["DELETE /systems/{id}"] = Operators,
        ["POST /systems/{id}/seen"] = Reporters,
        ["GET /systems/{id}/alerts"] = Viewers,
        ["POST /systems/{id}/alerts/{key}/acknowledge"] = Operators,
        ["GET /systems/{id}/events"] = Viewers,
        ["GET /api/v1/connections"] = Viewers,
        ["GET /api/v1/connections/{id}"] = Viewers,
        ["POST /api/v1/connections"] = Admins,
        ["PUT /api/v1/connections/{id}"] = Admins,
        ["DELETE /api/v1/connections/{id}"] = Admins,
        ["POST /api/v1/connections/test"] = Admins,
        ["POST /api/v1/connections/{id}/test"] = Admins,
        ["GET /systems/{id}/commands"] = Viewers,
        ["GET /systems/{id}/commands/{commandId:guid}"] = Viewers,
        ["POST /systems/{id}/shutdown"] = Operators,
        ["POST /systems/{id}/reboot"] = Operators,
        ["POST /systems/{id}/wake"] = Operators,
        ["GET /systems/{id}/inventory"] = Viewers,
        ["POST /systems/{id}/refresh"] = Operators,
        ["GET /api/resources"] = Viewers,
        ["GET /api/resources/stats"] = Viewers,
        ["GET /api/resources/{id}"] = Viewers,
        ["GET /api/resources/{id}/children"] = Viewers,
        ["GET /api/v1/fleet/summary"] = Viewers,
        ["GET /dashboard/summary"] = Viewers,
        ["GET /api/v1/drives"] = Viewers,
        ["GET /api/v1/drives/{id}"] = Viewers,
        ["PATCH /api/v1/drives/{id}"] = Operators,
        ["GET /api/v1/drives/{id}/attributes"] = Viewers,
        ["GET /api/v1/power/sources"] = Viewers,
        ["GET /api/v1/power/sources/{id}"] = Viewers,
        ["GET /api/v1/power/sources/{id}/abilities"] = Viewers,
        ["POST /api/v1/power/sources/{id}/reset"] = Operators,
        ["POST /api/v1/power/sources/{id}/orders"] = Operators,
        ["PUT /api/v1/power/sources/{id}"] = Admins,
        ["DELETE /api/v1/power/sources/{id}"] = Admins,
        ["GET /api/v1/power/groups"] = Viewers,
        ["GET /api/v1/power/groups/{id}"] = Viewers,
        ["GET /api/v1/power/groups/{id}/drill"] = Viewers,
        ["POST /api/v1/power/groups/{id}/drill"] = Viewers,
        ["PUT /api/v1/power/groups/{id}"] = Admins,
        ["DELETE /api/v1/power/groups/{id}"] = Admins,
        ["GET /api/v1/power/groups/{id}/runs"] = Viewers,
        ["GET /api/v1/power/groups/{id}/runs/{run:guid}"] = Viewers,
        ["POST /api/v1/power/groups/{id}/runs"] = Admins,
        ["POST /api/v1/power/groups/{id}/runs/{run:guid}/hold"] = Operators,
        ["POST /api/v1/power/groups/{id}/runs/{run:guid}/resume"] = Operators,
        ["POST /api/v1/power/groups/{id}/runs/{run:guid}/skip"] = Admins,
        ["POST /api/v1/power/groups/{id}/runs/{run:guid}/abort"] = Admins,
        ["POST /api/v1/power/groups/{id}/reset-crisis"] = Operators,
        ["GET /api/v1/power/events"] = Viewers,
        ["GET /api/v1/audit"] = Admins,
        ["GET /api/v1/keys"] = Admins,
        ["POST /api/v1/keys"] = Admins,
        ["DELETE /api/v1/keys/{id}"] = Admins,
        ["POST /api/v1/session"] = Anyone,
        ["GET /api/v1/session"] = Anyone,
        ["DELETE /api/v1/session"] = Anyone,
        ["PUT /api/v1/session/password"] = Anyone,
        ["POST /api/v1/setup"] = Anyone,
        ["GET /openapi/{documentName}.json"] = Viewers,
        ["GET /"] = Viewers,
        ["GET /ui"] = Viewers,
        ["GET /ui/api"] = Viewers,
        ["GET /ui/app/{file}"] = Viewers,
        ["GET /ui/login"] = Anyone,
        ["GET /ui/setup"] = Anyone,
        ["GET /ui/assets/{file}"] = Anyone,
    };

    private static readonly string[] OpenToAnybody =
        ["POST /api/v1/session", "POST /api/v1/setup", "GET /ui/login", "GET /ui/setup", "GET /ui/assets/{file}"];

    private IEnumerable<string> Routes =>
        from endpoint in host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}";

    [Fact]
    public async Task EveryRoute_ForEveryRole_AllowsWhatTheTableSays()
    {
        var wrong = new List<string>();
        foreach (var role in Anyone)
        {
            using var client = host.As(role);
            foreach (var route in Routes)
            {
                var isAllowed = await Ask(client, route) is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
                if (isAllowed != RolesOf(route).Contains(role)) wrong.Add($"{role} {route}: {(isAllowed ? "allowed" : "refused")}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryRoute_ForNobody_AllowsOnlyTheWayIn()
    {
        using var client = host.Anonymous();
        var allowed = new List<string>();
        foreach (var route in Routes)
            if (await Ask(client, route) is not (HttpStatusCode.Unauthorized or HttpStatusCode.Redirect)) allowed.Add(route);

        Assert.Equal(OpenToAnybody.Order(StringComparer.Ordinal), allowed.Order(StringComparer.Ordinal));
    }

    // Some routes stand under two names.
    private static Role[] RolesOf(string route) =>
        Table.GetValueOrDefault(route) ?? Table.GetValueOrDefault(route.Replace("/api/v1", "", StringComparison.Ordinal))
        ?? Table.GetValueOrDefault(route.Replace("/api/truenas/", "/api/v1/", StringComparison.Ordinal))
        ?? Table.GetValueOrDefault(route.Replace("/api/v2/", "/api/", StringComparison.Ordinal))
        ?? throw new KeyNotFoundException($"'{route}' is not in the table.");

    // Nothing is sent along and what is named does not exist, so that an allowed request changes nothing.
    private static async Task<HttpStatusCode> Ask(HttpClient client, string route)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
        var named = path.Replace("{documentName}", "v1", StringComparison.Ordinal).Replace("{commandId:guid}", Guid.Empty.ToString(), StringComparison.Ordinal).Replace("{run:guid}", Guid.Empty.ToString(), StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
        using var answer = await client.SendAsync(new(new(method), named), HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }
}
