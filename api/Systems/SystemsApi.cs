using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Audit;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Limits;
using NasOrleans.Api.Live;
using NasOrleans.Api.Security;
using NasOrleans.Systems;
using One = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<NasOrleans.Api.Systems.SystemView>, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace NasOrleans.Api.Systems;

/// <summary>The systems of a fleet: look, follow, add, change, remove, report in.</summary>
internal static class SystemsApi
{
    public static RouteGroupBuilder MapSystems(this IEndpointRouteBuilder routes)
    {
        var systems = routes.MapGroup("/systems").WithTags("Systems");

        var look = systems.MapGroup("").RequireAuthorization(Policies.Viewer);
        look.MapGet("/", List).WithSummary("Lists systems, or with Accept: text/event-stream follows their changes");
        look.MapGet("/{id}", Get).WithSummary("Shows one system");

        var change = systems.MapGroup("").RequireAuthorization(Policies.Operator).AddEndpointFilter<AuditGate>();
        change.MapPost("/", Add).WithSummary("Adds a system");
        change.MapPut("/{id}", Put).WithSummary("Sets name and host of a system");
        change.MapPatch("/{id}", Patch).WithSummary("Changes name or host of a system");
        change.MapDelete("/{id}", Remove).WithSummary("Removes a system");

        systems.MapPost("/{id}/seen", Seen).RequireAuthorization(Policies.Ingest).WithSummary("Reports a sign of life");
        return systems;
    }

    private static async Task<Results<Ok<SystemPage>, FeedResult, ProblemHttpResult>> List(
        [AsParameters] SystemQuery query, [AsParameters] FeedQuery feed, Caller caller, FleetViews views, FeedLimits limits, CancellationToken cancellationToken)
    {
        var view = views.Of(caller.Tenant);
        var invalid = new Invalid();
        query.Check(invalid);
        feed.Check(query.IsFiltered || query.Cursor is not null, invalid);
        if (invalid.Any) return invalid.Result();
        if (feed.IsWanted) return new FeedResult(view, feed.Start, limits);
        return TypedResults.Ok(query.PageOf(await view.GetAsync(cancellationToken), view.AsOf));
    }

    private static async Task<One> Get(SystemId id, Caller caller, SystemCommands systems) =>
        await systems.Grain(caller, id).GetSnapshot() is { } system ? TypedResults.Ok(SystemView.Of(system)) : Missing(id);

    private static async Task<Results<Created<SystemView>, ProblemHttpResult>> Add(
        AddSystem body, [FromHeader(Name = "Idempotency-Key")] string? key, Caller caller, SystemCommands systems)
    {
        var invalid = new Invalid();
        var config = SystemInput.Read(body.Name, body.Host, invalid);
        if (key is not null && !RequestKeys.IsKey(key)) invalid.Add("Idempotency-Key", RequestKeys.Form);
        var id = key is null ? SystemIds.New() : SystemIds.FromKey(caller.Tenant, key);
        if (body.Id is not null && !SystemId.TryParse(body.Id, out id)) invalid.Add("id", "An id is 1 to 64 of a-z 0-9 . _ -, starting with a letter or digit.");
        if (config is null || invalid.Any) return invalid.Result();

        var outcome = await systems.Add(caller, id, config);
        if (outcome is { Refusal: SystemRefusal.None, System: { } system })
            return TypedResults.Created($"/api/v1/systems/{id}", SystemView.Of(system));
        return key is not null && body.Id is null
            ? Problem.KeyReused.With("Another system was added under this Idempotency-Key.")
            : Problem.AlreadyExists.With($"There is a system '{id}' with another name or host.");
    }

    private static async Task<One> Put(SystemId id, PutSystem body, Caller caller, SystemCommands systems)
    {
        var invalid = new Invalid();
        return SystemInput.Read(body.Name, body.Host, invalid) is { } config
            ? Answer(id, await systems.Change(caller, id, config))
            : invalid.Result();
    }

    private static async Task<One> Patch(SystemId id, PatchSystem body, Caller caller, SystemCommands systems)
    {
        if (await systems.Grain(caller, id).GetSnapshot() is not { } current) return Missing(id);
        return await Put(id, new PutSystem(body.Name ?? current.Name, body.Host ?? current.Host), caller, systems);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(SystemId id, Caller caller, SystemCommands systems) =>
        (await systems.Remove(caller, id)).Refusal == SystemRefusal.None ? TypedResults.NoContent() : Missing(id);

    private static async Task<One> Seen(SystemId id, SeenReport? body, Caller caller, SystemCommands systems) =>
        Answer(id, await systems.Seen(caller, id, body?.At));

    private static One Answer(SystemId id, SystemOutcome outcome) =>
        outcome is { Refusal: SystemRefusal.None, System: { } system } ? TypedResults.Ok(SystemView.Of(system)) : Missing(id);

    private static ProblemHttpResult Missing(SystemId id) => Problem.NotFound.With($"There is no system '{id}'.");
}
