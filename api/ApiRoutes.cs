using NasOrleans.Api.Access;
using NasOrleans.Api.Alerts;
using NasOrleans.Api.Audit;
using NasOrleans.Api.Commands;
using NasOrleans.Api.Connections;
using NasOrleans.Api.Drives;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Events;
using NasOrleans.Api.Fleet;
using NasOrleans.Api.Limits;
using NasOrleans.Api.OpenApi;
using NasOrleans.Api.Pages;
using NasOrleans.Api.Power.Events;
using NasOrleans.Api.Power.Groups;
using NasOrleans.Api.Power.Sources;
using NasOrleans.Api.Resources;
using NasOrleans.Api.Security;
using NasOrleans.Api.Security.Browser;
using NasOrleans.Api.Systems;

namespace NasOrleans.Api;

public static class ApiRoutes
{
    public static IApplicationBuilder UseNasApi(this IApplicationBuilder app) => app
        .UseCorrelationId()
        .UseSecurityHeaders()
        .UseExceptionHandler()
        .UseStatusCodePages(context => Problem.Of(context.HttpContext.Response.StatusCode).WriteAsync(context.HttpContext))
        .UseHeadAsGet()
        .UseRouting()
        .UseAuthentication()
        .UseRateLimiter()
        .UseAuthorization()
        .UseCrossSiteGuard()
        .UseUtf8Only()
        .UseBodyLimit();

    public static void MapNasApi(this IEndpointRouteBuilder routes)
    {
        var v1 = routes.MapGroup("/api/v1");
        v1.MapSystemFeatures();
        routes.MapConnections(ConnectionsApi.OurName);
        v1.MapInventory();
        v1.MapCommands();
        routes.MapResources(ResourcesApi.Name);
        v1.MapFleet();
        v1.MapDrives();
        v1.MapPowerSources();
        v1.MapPowerGroups();
        v1.MapPowerRuns();
        v1.MapPowerEvents();
        v1.MapAudit();
        v1.MapKeys();
        v1.MapSession();
        v1.MapSetup();

        // The names under which other tools know the same handlers.
        var known = routes.MapGroup("").ExcludeFromDescription();
        known.MapSystemFeatures();
        known.MapConnections(ConnectionsApi.OtherName);
        known.MapResources(ResourcesApi.OldName);
        known.MapDashboard();

        routes.MapNasOpenApi();
        routes.MapPages();
    }

    private static void MapSystemFeatures(this IEndpointRouteBuilder routes)
    {
        routes.MapSystems();
        routes.MapSystemAlerts();
        routes.MapSystemEvents();
    }
}
