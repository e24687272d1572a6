using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Paging;
using NasOrleans.Api.Security;
using NasOrleans.History;

namespace NasOrleans.Api.Audit;

/// <summary>Who changed what, newest first.</summary>
internal static class AuditApi
{
    public static RouteGroupBuilder MapAudit(this IEndpointRouteBuilder routes)
    {
        var audit = routes.MapGroup("/audit").WithTags("Audit").RequireAuthorization(Policies.Admin);
        audit.MapGet("/", List).WithSummary("Lists the changes that were made, and by whom");
        return audit;
    }

    private static async Task<Results<Ok<Page<AuditView>>, ProblemHttpResult>> List(
        [AsParameters] PageQuery page, string? target, string? actor, Caller caller, IAuditLog log, CancellationToken cancellationToken)
    {
        var invalid = new Invalid();
        page.Check(invalid);
        if (invalid.Any) return invalid.Result();
        var query = new AuditQuery { Tenant = caller.Tenant.Value, Target = target, Actor = actor, Before = page.Before, Limit = page.Fetch };
        return TypedResults.Ok(page.Of(await log.ReadAsync(query, cancellationToken), entry => entry.Id, AuditView.Of));
    }

    private sealed record AuditView(
        long Id, DateTimeOffset At, string Actor, string Source, string Action, string Target, string Outcome,
        JsonElement? Before, JsonElement? After, string? CorrelationId)
    {
        public static AuditView Of(AuditEntry entry) => new(
            entry.Id, entry.At, entry.Actor, entry.Source, entry.Action, entry.Target, entry.Outcome,
            Parse(entry.Before), Parse(entry.After), entry.CorrelationId);

        private static JsonElement? Parse(string? json) => json is null ? null : JsonElement.Parse(json);
    }
}
