using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Power.Wire;
using NasOrleans.Api.Security;
using NasOrleans.Power;
using NasOrleans.Power.Groups;
using One = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<NasOrleans.Api.Power.Groups.RunView>, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace NasOrleans.Api.Power.Groups;

/// <summary>
/// The shutdown runs of a group: look, start, hold, resume, skip, abort. No audit gate stands before them: who steers a run while the
/// storage is away must be heard, and the entry is kept until it can be written.
/// </summary>
internal static class PowerRunsApi
{
    private const int MostRuns = 100;

    public static RouteGroupBuilder MapPowerRuns(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/power/groups/{id}").WithTags("Power runs").WithMetadata(new PowerBody(16 * 1024));

        var look = group.MapGroup("").RequireAuthorization(Policies.Viewer);
        look.MapGet("/runs", List).WithSummary("Lists the latest runs of a group, newest first");
        look.MapGet("/runs/{run:guid}", Get).WithSummary("Shows a run: its steps with what became of each, and its timeline");

        var hold = group.MapGroup("").RequireAuthorization(Policies.Operator);
        hold.MapPost("/runs/{run:guid}/hold", Hold).WithSummary("Begins nothing new for at most 15 minutes; then the run goes on by itself");
        hold.MapPost("/runs/{run:guid}/resume", Resume).WithSummary("Lets a held run go on");
        hold.MapPost("/reset-crisis", ResetCrisis).WithSummary("Forgets that this outage led to a run; what is true at the moment is judged anew");

        var decide = group.MapGroup("").RequireAuthorization(Policies.Admin);
        decide.MapPost("/runs", Start).WithSummary("Shuts loads of the group down, or shows it as a dry run; the same Idempotency-Key is the same run");
        decide.MapPost("/runs/{run:guid}/skip", Skip).WithSummary("Leaves a step out, or waits for it no longer");
        decide.MapPost("/runs/{run:guid}/abort", Abort).WithSummary("Begins nothing more; what was begun cannot be taken back");
        return group;
    }

    private static async Task<Results<Ok<RunList>, ProblemHttpResult>> List(
        PowerGroupId id, [FromQuery, Description("1 to 100; 20 when left out.")] int? limit, Caller caller, PowerGroupCommands groups)
    {
        var invalid = new Invalid();
        if (limit is < 1 or > MostRuns) invalid.Add("limit", $"A limit is 1 to {MostRuns}.");
        if (invalid.Any) return invalid.Result();
        var grain = groups.Grain(caller, id);
        if (await grain.GetSnapshot() is null) return GroupAnswers.Missing(id);
        return TypedResults.Ok(new RunList([.. (await grain.GetRuns(limit ?? 20)).Select(RunItem.Of)]));
    }

    private static async Task<One> Get(PowerGroupId id, Guid run, Caller caller, PowerGroupCommands groups) =>
        (await groups.Grain(caller, id).GetRuns(MostRuns)).FirstOrDefault(each => each.Id == run) is { } found
            ? TypedResults.Ok(RunView.Of(found, repeated: false))
            : Problem.NotFound.With($"The power group '{id}' has no run '{run}', or it is too long ago.");

    private static async Task<Results<Accepted<RunView>, ProblemHttpResult>> Start(
        PowerGroupId id, StartBody body, [FromHeader(Name = "Idempotency-Key")] string? key, Caller caller, PowerGroupCommands groups)
    {
        var invalid = new Invalid();
        body.Check(key, invalid);
        if (invalid.Any) return invalid.Result();
        if (await groups.Grain(caller, id).GetSnapshot() is not { } group) return GroupAnswers.Missing(id);
        if (PowerProblems.NotConfirmed(body.Confirm, group.Config.Name, id.Value) is { } refused) return refused;
        foreach (var load in (body.Loads ?? []).Where(load => group.Config.Loads.All(each => each.Id != load))) invalid.Add("loads", $"The group has no load '{load}'.");
        if (invalid.Any) return invalid.Result();

        var start = new RunStart
        {
            Id = key is null ? Guid.NewGuid() : RequestKeys.Uuid("run", caller.Tenant.Value, caller.Actor, key),
            Confirm = body.Confirm!.Trim(),
            Loads = [.. body.Loads ?? []],
            DryRun = body.DryRun,
            By = caller.Actor,
            Reason = body.Reason!.Trim(),
        };
        var noted = new { Run = start.Id, start.Loads, start.DryRun, start.Reason };
        var outcome = await groups.Order(caller, id, "start", noted, grain => grain.Start(start));
        return outcome is { Refusal: GroupRefusal.None, Run: { } run }
            ? TypedResults.Accepted($"/api/v1/power/groups/{id}/runs/{run.Id}", RunView.Of(run, outcome.Repeated))
            : GroupAnswers.Refused(id, outcome.Refusal);
    }

    private static Task<One> Hold(PowerGroupId id, Guid run, HoldBody body, Caller caller, PowerGroupCommands groups) => Steer(
        id, body.Check, caller, groups, "hold", new { Run = run, body.Reason, body.AtMostSeconds },
        (grain, by) => grain.Hold(Order(run, by, body.Reason), TimeSpan.FromSeconds(body.AtMostSeconds)));

    private static Task<One> Resume(PowerGroupId id, Guid run, SteerBody body, Caller caller, PowerGroupCommands groups) => Steer(
        id, body.Check, caller, groups, "resume", new { Run = run, body.Reason }, (grain, by) => grain.Resume(Order(run, by, body.Reason)));

    private static Task<One> Skip(PowerGroupId id, Guid run, SkipBody body, Caller caller, PowerGroupCommands groups) => Steer(
        id, body.Check, caller, groups, "skip", new { Run = run, body.Step, body.Reason }, (grain, by) => grain.Skip(Order(run, by, body.Reason), body.Step!.Trim()));

    private static Task<One> Abort(PowerGroupId id, Guid run, SteerBody body, Caller caller, PowerGroupCommands groups) => Steer(
        id, body.Check, caller, groups, "abort", new { Run = run, body.Reason }, (grain, by) => grain.Abort(Order(run, by, body.Reason)));

    private static async Task<Results<Ok<GroupView>, ProblemHttpResult>> ResetCrisis(PowerGroupId id, CrisisBody body, Caller caller, PowerGroupCommands groups)
    {
        var invalid = new Invalid();
        body.Check(invalid);
        if (invalid.Any) return invalid.Result();
        if (await groups.Grain(caller, id).GetSnapshot() is not { } group) return GroupAnswers.Missing(id);
        if (PowerProblems.NotConfirmed(body.Confirm, group.Config.Name, id.Value) is { } refused) return refused;
        var outcome = await groups.ResetCrisis(caller, id, body.Confirm!.Trim(), body.Reason!.Trim());
        return outcome is { Refusal: GroupRefusal.None, Group: { } reset } ? TypedResults.Ok(GroupView.Of(reset)) : GroupAnswers.Refused(id, outcome.Refusal);
    }

    private static async Task<One> Steer(
        PowerGroupId id, Action<Invalid> check, Caller caller, PowerGroupCommands groups, string order, object noted, Func<IPowerGroupGrain, string, Task<RunOutcome>> give)
    {
        var invalid = new Invalid();
        check(invalid);
        if (invalid.Any) return invalid.Result();
        if (await groups.Grain(caller, id).GetSnapshot() is null) return GroupAnswers.Missing(id);
        var outcome = await groups.Order(caller, id, order, noted, grain => give(grain, caller.Actor));
        return outcome is { Refusal: GroupRefusal.None, Run: { } run } ? TypedResults.Ok(RunView.Of(run, outcome.Repeated)) : GroupAnswers.Refused(id, outcome.Refusal);
    }

    private static RunOrder Order(Guid run, string by, string? reason) => new() { Run = run, By = by, Reason = reason!.Trim() };
}
