using Microsoft.AspNetCore.Http.HttpResults;
using NasOrleans.Api.Audit;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Live;
using NasOrleans.Api.Security;
using NasOrleans.Drives;
using One = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<NasOrleans.Api.Drives.DriveView>, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace NasOrleans.Api.Drives;

/// <summary>The drives of a fleet: look, write down where they are, look back on what they counted.</summary>
internal static class DrivesApi
{
    private static readonly TimeSpan DefaultSpan = TimeSpan.FromDays(30);

    public static RouteGroupBuilder MapDrives(this IEndpointRouteBuilder routes)
    {
        var drives = routes.MapGroup("/drives").WithTags("Drives");

        var look = drives.MapGroup("").RequireAuthorization(Policies.Viewer);
        look.MapGet("/", List).WithSummary("Lists the drives of all systems");
        look.MapGet("/{id}", Get).WithSummary("Shows one drive: what it is, where it was, how it is");
        look.MapGet("/{id}/attributes", History).WithSummary("Shows how one of a drive's values went over time");

        var change = drives.MapGroup("").RequireAuthorization(Policies.Operator).AddEndpointFilter<AuditGate>();
        change.MapPatch("/{id}", Patch).WithSummary("Writes down a drive's location or notes");
        return drives;
    }

    private static async Task<Results<Ok<DrivePage>, ProblemHttpResult>> List(
        [AsParameters] DriveQuery query, Caller caller, FleetViews views, DriveCommands drives, CancellationToken cancellationToken)
    {
        var invalid = new Invalid();
        query.Check(invalid);
        if (invalid.Any) return invalid.Result();
        var view = views.Of(caller.Tenant);
        return TypedResults.Ok(query.PageOf(drives.List(caller, await view.GetAsync(cancellationToken)), view.AsOf));
    }

    private static async Task<One> Get(DriveId id, Caller caller, DriveCommands drives) =>
        await drives.Get(caller, id) is { } drive ? TypedResults.Ok(DriveView.Of(drive)) : Missing(id);

    private static async Task<One> Patch(DriveId id, PatchDrive body, Caller caller, DriveCommands drives)
    {
        var invalid = new Invalid();
        if (body.Location is { } location && (location.Length > DriveNote.MaxLocation || location.Any(char.IsControl)))
            invalid.Add("location", $"A location has up to {DriveNote.MaxLocation} characters, on one line.");
        if (body.Notes is { } notes && (notes.Length > DriveNote.MaxNotes || notes.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))))
            invalid.Add("notes", $"Notes have up to {DriveNote.MaxNotes} characters.");
        if (invalid.Any) return invalid.Result();
        return await drives.Note(caller, id, new() { Location = body.Location, Notes = body.Notes }) is { } drive ? TypedResults.Ok(DriveView.Of(drive)) : Missing(id);
    }

    private static async Task<Results<Ok<DriveHistory>, ProblemHttpResult>> History(
        DriveId id, string? name, DateTimeOffset? from, DateTimeOffset? to, Caller caller, DriveCommands drives, TimeProvider time, CancellationToken cancellationToken)
    {
        var end = to?.ToUniversalTime() ?? time.GetUtcNow();
        var start = from?.ToUniversalTime() ?? (end.UtcTicks > DefaultSpan.Ticks ? end - DefaultSpan : DateTimeOffset.MinValue);
        var invalid = new Invalid();
        if (!DriveSeries.TryParse(name, out var series)) invalid.Add("name", "A name is temperature, power-on-hours, the number of an attribute such as 5, or its name where it has no number, such as media_errors.");
        if (start >= end) invalid.Add("from", "From is before to.");
        if (invalid.Any) return invalid.Result();
        if (await drives.Get(caller, id) is null) return Missing(id);
        return TypedResults.Ok(await drives.History(caller, id, name!, series, start, end, cancellationToken));
    }

    private static ProblemHttpResult Missing(DriveId id) => Problem.NotFound.With($"There is no drive '{id}'.");
}
