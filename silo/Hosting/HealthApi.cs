using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace NasOrleans.Silo.Hosting;

/// <summary>Two probes, open to everyone, that say a status and nothing else. Live depends on nothing: a restart mends no database.</summary>
internal static class HealthApi
{
    public static RouteGroupBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health").AllowAnonymous();
        group.MapGet("/live", Live).WithSummary("The process runs");
        group.MapGet("/ready", Ready).WithSummary("The process takes requests");
        return group;
    }

    private static Ok<HealthStatus> Live() => TypedResults.Ok(new HealthStatus("live"));

    private static Results<Ok<HealthStatus>, JsonHttpResult<HealthStatus>> Ready(Readiness readiness, IServiceProvider services) =>
        services.GetService<ProtectionOnly>() is { } only ? NotReady(only.Reason)
        : readiness.IsReady ? TypedResults.Ok(new HealthStatus("ready"))
        : NotReady(null);

    private static JsonHttpResult<HealthStatus> NotReady(string? reason) =>
        TypedResults.Json(new HealthStatus("not ready", reason), statusCode: StatusCodes.Status503ServiceUnavailable);
}

internal sealed record HealthStatus(string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null);
