using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Paging;
using NasOrleans.Api.Security;
using NasOrleans.History;

namespace NasOrleans.Api.Power.Events;

/// <summary>What happened to power: outages, triggers, voltages, runs, newest first.</summary>
internal static class PowerEventsApi
{
    public static RouteGroupBuilder MapPowerEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/power/events").WithTags("Power events").RequireAuthorization(Policies.Viewer);
        events.MapGet("/", List).WithSummary("Lists what happened to power sources and groups, with the numbers that led to it");
        return events;
    }

    // A removed source keeps its past, so whether there is one now does not matter.
    private static async Task<Results<Ok<Page<PowerEvent>>, ProblemHttpResult>> List(
        [AsParameters] PageQuery page, [AsParameters] PowerEventQuery query, Caller caller, IEventLog log, CancellationToken cancellationToken)
    {
        var invalid = new Invalid();
        page.Check(invalid);
        query.Check(invalid);
        if (invalid.Any) return invalid.Result();
        var read = await log.ReadAsync(query.Of(caller.Tenant, page), cancellationToken);
        return TypedResults.Ok(page.Of(read, entry => entry.Id, PowerEvent.Of));
    }
}

/// <summary>One thing that happened to a source or to a group.</summary>
internal sealed record PowerEvent(long Id, DateTimeOffset At, string? Source, string? Group, string Kind, string Text, JsonElement? Data)
{
    public static PowerEvent Of(HistoryEvent happened) => new(
        happened.Id, happened.At, After(happened.Subject, PowerEventQuery.SourceSubject), After(happened.Subject, PowerEventQuery.GroupSubject),
        After(happened.Kind, PowerEventQuery.Prefix) ?? happened.Kind, happened.Text, happened.Data is { } data ? JsonElement.Parse(data) : null);

    private static string? After(string text, string start) => text.StartsWith(start, StringComparison.Ordinal) ? text[start.Length..] : null;
}
