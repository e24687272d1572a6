using Microsoft.AspNetCore.Http.HttpResults;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Paging;
using NasOrleans.Api.Security;
using NasOrleans.History;
using NasOrleans.Systems;

namespace NasOrleans.Api.Events;

/// <summary>What happened to one system, newest first.</summary>
internal static class EventsApi
{
    public static RouteGroupBuilder MapSystemEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/systems/{id}/events").WithTags("Events").RequireAuthorization(Policies.Viewer);
        events.MapGet("/", List).WithSummary("Lists what happened to a system");
        return events;
    }

    // A removed system keeps its past, so whether there is one now does not matter.
    private static async Task<Results<Ok<Page<EventView>>, ProblemHttpResult>> List(
        SystemId id, [AsParameters] PageQuery page, string? kind, Caller caller, IEventLog log, CancellationToken cancellationToken)
    {
        var invalid = new Invalid();
        page.Check(invalid);
        if (invalid.Any) return invalid.Result();
        var query = new EventQuery { Tenant = caller.Tenant.Value, Subject = "system:" + id, Kind = kind, Before = page.Before, Limit = page.Fetch };
        return TypedResults.Ok(page.Of(await log.ReadAsync(query, cancellationToken), entry => entry.Id, EventView.Of));
    }

    private sealed record EventView(long Id, DateTimeOffset At, string Kind, string Text, string? Data)
    {
        public static EventView Of(HistoryEvent happened) => new(happened.Id, happened.At, happened.Kind, happened.Text, happened.Data);
    }
}
