using Microsoft.AspNetCore.Http.HttpResults;
using NasOrleans.Alerts;
using NasOrleans.Api.Audit;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Security;
using NasOrleans.Systems;
using Orleans;

namespace NasOrleans.Api.Alerts;

/// <summary>The alerts of one system.</summary>
internal static class AlertsApi
{
    public static RouteGroupBuilder MapSystemAlerts(this IEndpointRouteBuilder routes)
    {
        var alerts = routes.MapGroup("/systems/{id}/alerts").WithTags("Alerts").AddEndpointFilter<AuditGate>();
        alerts.MapGet("/", List).RequireAuthorization(Policies.Viewer).WithSummary("Lists the alerts of a system");
        alerts.MapPost("/{key}/acknowledge", Acknowledge).RequireAuthorization(Policies.Operator).WithSummary("Says that an alert was seen");
        return alerts;
    }

    private static async Task<Results<Ok<AlertList>, ProblemHttpResult>> List(SystemId id, Caller caller, IGrainFactory grains)
    {
        if (await grains.System(caller.Tenant, id).GetSnapshot() is null) return Problem.NotFound.With($"There is no system '{id}'.");
        var alerts = await grains.SystemAlerts(caller.Tenant, id).List();
        return TypedResults.Ok(new AlertList([.. alerts]));
    }

    private static async Task<Results<Ok<Alert>, ProblemHttpResult>> Acknowledge(
        SystemId id, string key, Caller caller, IGrainFactory grains, AuditTrail audit)
    {
        if (await grains.System(caller.Tenant, id).GetSnapshot() is null) return Problem.NotFound.With($"There is no system '{id}'.");
        var book = grains.SystemAlerts(caller.Tenant, id);
        var before = (await book.List()).FirstOrDefault(alert => alert.Key == key && alert.ClearedAt is null);
        var target = $"alert:system:{id}:{key}";
        var alert = await audit.AttemptAsync(caller, "alert.acknowledge", target, () => book.Acknowledge(key, caller.Actor));
        if (alert is null) return Problem.NotFound.With($"No alert '{key}' of system '{id}' is active.");
        await audit.RecordAsync(caller, "alert.acknowledge", target, before, alert);
        return TypedResults.Ok(alert);
    }

    private sealed record AlertList(IReadOnlyList<Alert> Items);
}
