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
using NasOrleans.Power.Groups;

namespace NasOrleans.Api.Power.Groups;

/// <summary>Groups of sources and the loads that hang on them: look, follow, set, remove, ask what would happen.</summary>
internal static class PowerGroupsApi
{
    public static RouteGroupBuilder MapPowerGroups(this IEndpointRouteBuilder routes)
    {
        var groups = routes.MapGroup("/power/groups").WithTags("Power groups").WithMetadata(new PowerBody(256 * 1024));

        var look = groups.MapGroup("").RequireAuthorization(Policies.Viewer);
        look.MapGet("/", List).WithSummary("Lists the power groups, or with Accept: text/event-stream follows their changes");
        look.MapGet("/{id}", Get).WithSummary("Shows one power group: its loads, the run under way, what an outage would leave of the batteries, and its configuration");
        look.MapGet("/{id}/drill", Drill).WithSummary("What happens if mains fails now: the timeline, and the margin of each load");
        look.MapPost("/{id}/drill", DrillIf).WithSummary("The same with other loads, charges or sources than there are; nothing is done");

        var change = groups.MapGroup("").RequireAuthorization(Policies.Admin).AddEndpointFilter<AuditGate>();
        change.MapPut("/{id}", Put).WithSummary("Sets a power group, from nothing or anew; a run under way keeps the plan it has");
        change.MapDelete("/{id}", Remove).WithSummary("Removes a power group; nothing of it is shut down any more");
        return groups;
    }

    private static async Task<Results<Ok<GroupPage>, FeedResult, ProblemHttpResult>> List(
        [AsParameters] GroupQuery query, [AsParameters] FeedQuery feed, Caller caller, PowerViews views, FeedLimits limits, CancellationToken cancellationToken)
    {
        var view = views.Of(caller.Tenant);
        var invalid = new Invalid();
        query.Check(invalid);
        feed.Check(query.IsNarrowed, invalid);
        if (invalid.Any) return invalid.Result();
        if (feed.IsWanted) return new FeedResult(view.Groups, feed.Start, limits);
        await view.GetAsync(cancellationToken);
        return TypedResults.Ok(query.PageOf(view));
    }

    private static async Task<Results<Ok<GroupView>, ProblemHttpResult>> Get(PowerGroupId id, Caller caller, PowerGroupCommands groups) =>
        await groups.Grain(caller, id).GetSnapshot() is { } group ? TypedResults.Ok(GroupView.Of(group)) : GroupAnswers.Missing(id);

    private static async Task<Results<Ok<GroupView>, Created<GroupView>, ProblemHttpResult>> Put(PowerGroupId id, PowerGroupConfig body, Caller caller, PowerGroupCommands groups)
    {
        var invalid = new Invalid();
        Gaps.Find(body, invalid);
        if (invalid.Any) return invalid.Result();
        var outcome = await groups.Set(caller, id, body);
        return outcome switch
        {
            { Refusal: GroupRefusal.None, Group: { } group, Before: null } => TypedResults.Created($"/api/v1/power/groups/{id}", GroupView.Of(group)),
            { Refusal: GroupRefusal.None, Group: { } group } => TypedResults.Ok(GroupView.Of(group)),
            { Refusal: GroupRefusal.Invalid } => PowerProblems.Result(typeof(PowerGroupConfig), outcome.Problems),
            _ => GroupAnswers.Refused(id, outcome.Refusal),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        PowerGroupId id, [FromQuery, Description("The name of the group, to confirm.")] string? confirm, Caller caller, PowerGroupCommands groups)
    {
        if (await groups.Grain(caller, id).GetSnapshot() is not { } group) return GroupAnswers.Missing(id);
        if (PowerProblems.NotConfirmed(confirm, group.Config.Name, id.Value) is { } refused) return refused;
        var outcome = await groups.Remove(caller, id);
        return outcome.Refusal is GroupRefusal.None ? TypedResults.NoContent() : GroupAnswers.Refused(id, outcome.Refusal);
    }

    private static Task<Results<Ok<DrillReport>, ProblemHttpResult>> Drill(PowerGroupId id, Caller caller, PowerGroupCommands groups) => Ask(id, new(), caller, groups);

    private static async Task<Results<Ok<DrillReport>, ProblemHttpResult>> DrillIf(PowerGroupId id, DrillQuestion body, Caller caller, PowerGroupCommands groups)
    {
        var invalid = new Invalid();
        Gaps.Find(body, invalid);
        if (body.Load is not (null or (>= 0 and <= 200))) invalid.Add("load", "A load is 0 to 200 percent.");
        if (body.Charge is not (null or (>= 0 and <= 100))) invalid.Add("charge", "A charge is 0 to 100 percent.");
        if (body.Runtime is { } runtime && (runtime < TimeSpan.Zero || runtime > TimeSpan.FromDays(7))) invalid.Add("runtimeSeconds", "A runtime is 0 to 604800 seconds.");
        return invalid.Any ? invalid.Result() : await Ask(id, body, caller, groups);
    }

    private static async Task<Results<Ok<DrillReport>, ProblemHttpResult>> Ask(PowerGroupId id, DrillQuestion question, Caller caller, PowerGroupCommands groups) =>
        await groups.Grain(caller, id).Drill(question) is { } report ? TypedResults.Ok(report) : GroupAnswers.Missing(id);
}
