using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Audit;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Limits;
using NasOrleans.Api.Live;
using NasOrleans.Api.Power.Live;
using NasOrleans.Api.Power.Wire;
using NasOrleans.Api.Security;
using NasOrleans.Api.Systems;
using NasOrleans.Power;
using NasOrleans.Power.Sources;
using NasOrleans.Power.Sources.Orders;
using One = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<NasOrleans.Api.Power.Sources.SourceView>, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace NasOrleans.Api.Power.Sources;

/// <summary>UPSes and power probes: look, follow, set, remove, reset, tell.</summary>
internal static class PowerSourcesApi
{
    public static RouteGroupBuilder MapPowerSources(this IEndpointRouteBuilder routes)
    {
        var sources = routes.MapGroup("/power/sources").WithTags("Power sources").WithMetadata(new PowerBody(64 * 1024));

        var look = sources.MapGroup("").RequireAuthorization(Policies.Viewer);
        look.MapGet("/", List).WithSummary("Lists the power sources, or with Accept: text/event-stream follows their changes");
        look.MapGet("/{id}", Get).WithSummary("Shows one power source: how it stands, how new that is, and its configuration with secrets masked");
        look.MapGet("/{id}/abilities", Abilities).WithSummary("Asks a UPS what it can be told, of what may be told from here");

        var order = sources.MapGroup("").RequireAuthorization(Policies.Operator);
        // No audit gate: who ends a false alarm in mid-outage must not wait for a database. The entry is kept until it can be written.
        order.MapPost("/{id}/reset", Reset).WithSummary("Forgets that a source was lost; what is true at the moment is judged anew");
        order.MapPost("/{id}/orders", Tell).AddEndpointFilter<AuditGate>().WithSummary("Gives a UPS an instant command or a setting from the list of allowed ones; never one that cuts its loads off");

        var change = sources.MapGroup("").RequireAuthorization(Policies.Admin).AddEndpointFilter<AuditGate>();
        change.MapPut("/{id}", Put).WithSummary("Sets a power source, from nothing or anew; masked secrets stay");
        change.MapDelete("/{id}", Remove).WithSummary("Removes a power source that no group relies on; nobody watches it any more");
        return sources;
    }

    private static async Task<Results<Ok<SourcePage>, FeedResult, ProblemHttpResult>> List(
        [AsParameters] SourceQuery query, [AsParameters] FeedQuery feed, Caller caller, PowerViews views, FeedLimits limits, CancellationToken cancellationToken)
    {
        var view = views.Of(caller.Tenant);
        var invalid = new Invalid();
        query.Check(invalid);
        feed.Check(query.IsNarrowed, invalid);
        if (invalid.Any) return invalid.Result();
        if (feed.IsWanted) return new FeedResult(view.Sources, feed.Start, limits);
        await view.GetAsync(cancellationToken);
        return TypedResults.Ok(query.PageOf(view));
    }

    private static async Task<One> Get(PowerSourceId id, Caller caller, PowerSourceCommands sources) =>
        await sources.Grain(caller, id).GetSnapshot() is { } source ? TypedResults.Ok(SourceView.Of(source)) : Missing(id);

    private static async Task<Results<Ok<UpsAbilities>, ProblemHttpResult>> Abilities(PowerSourceId id, Caller caller, PowerSourceCommands sources)
    {
        var grain = sources.Grain(caller, id);
        if (await grain.GetAbilities() is { } abilities) return TypedResults.Ok(abilities);
        return await grain.GetSnapshot() is null ? Missing(id) : Problem.OrderRefused.With($"'{id}' is a probe: it takes no orders.");
    }

    private static async Task<Results<Ok<SourceView>, Created<SourceView>, ProblemHttpResult>> Put(PowerSourceId id, SourceBody body, Caller caller, PowerSourceCommands sources)
    {
        var stored = await sources.Grain(caller, id).GetSnapshot();
        var invalid = new Invalid();
        var secrets = SourceInput.Read(body, stored, invalid);
        if (invalid.Any) return invalid.Result();
        var outcome = await sources.Set(caller, id, body.ToConfig(), secrets, isNew: stored is null);
        return outcome switch
        {
            { Refusal: PowerRefusal.None, Source: { } source, Before: null } => TypedResults.Created($"/api/v1/power/sources/{id}", SourceView.Of(source)),
            { Refusal: PowerRefusal.None, Source: { } source } => TypedResults.Ok(SourceView.Of(source)),
            { Refusal: PowerRefusal.Invalid } => PowerProblems.Result(typeof(PowerSourceConfig), outcome.Problems),
            _ => Refused(id, outcome),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        PowerSourceId id, [FromQuery, Description("The name of the source, to confirm.")] string? confirm, Caller caller, PowerSourceCommands sources, PowerViews views, CancellationToken cancellationToken)
    {
        if (await sources.Grain(caller, id).GetSnapshot() is not { } source) return Missing(id);
        if (PowerProblems.NotConfirmed(confirm, source.Config.Name, id.Value) is { } refused) return refused;
        var view = views.Of(caller.Tenant);
        await view.GetAsync(cancellationToken);
        var users = view.Groups.Current.Items.Values.Where(group => group.Snapshot.Config.Sources.Contains(id)).Select(group => $"'{group.Snapshot.Id}'").ToArray();
        if (users.Length > 0) return Problem.InUse.With($"Power source '{id}' feeds the group {string.Join(" and ", users)}: take it out there first.");
        var outcome = await sources.Remove(caller, id);
        return outcome.Refusal is PowerRefusal.None ? TypedResults.NoContent() : Refused(id, outcome);
    }

    private static async Task<One> Reset(PowerSourceId id, ResetBody body, Caller caller, PowerSourceCommands sources)
    {
        var invalid = new Invalid();
        PowerProblems.CheckReason(body.Reason, invalid);
        if (string.IsNullOrWhiteSpace(body.Confirm)) invalid.Add("confirm", "Send the name of the source to confirm.");
        if (invalid.Any) return invalid.Result();
        if (await sources.Grain(caller, id).GetSnapshot() is not { } source) return Missing(id);
        if (PowerProblems.NotConfirmed(body.Confirm, source.Config.Name, id.Value) is { } refused) return refused;
        var outcome = await sources.Reset(caller, id, body.Reason!.Trim());
        return outcome is { Refusal: PowerRefusal.None, Source: { } reset } ? TypedResults.Ok(SourceView.Of(reset)) : Refused(id, outcome);
    }

    private static Task<Results<Ok<UpsOrderView>, Accepted<UpsOrderView>, ProblemHttpResult>> Tell(
        PowerSourceId id, UpsOrderBody body, [FromHeader(Name = "Idempotency-Key")] string? key, Caller caller, UpsDesk desk) => desk.OrderAsync(id, body, key, caller);

    private static ProblemHttpResult Refused(PowerSourceId id, PowerSourceOutcome outcome) => outcome.Refusal switch
    {
        PowerRefusal.Unwritten => Problem.NotWritten.With($"Neither the journal's file nor the database took it. Power source '{id}' is as it was."),
        _ => Missing(id),
    };

    internal static ProblemHttpResult Missing(PowerSourceId id) => Problem.NotFound.With($"There is no power source '{id}'.");
}
