using Microsoft.AspNetCore.Http.HttpResults;
using NasOrleans.Api.Live;
using NasOrleans.Api.Security;

namespace NasOrleans.Api.Fleet;

/// <summary>The fleet at a glance, under our name for it and under the dashboard's.</summary>
internal static class FleetApi
{
    public static RouteGroupBuilder MapFleet(this IEndpointRouteBuilder routes) => MapSummary(routes.MapGroup("/fleet"));

    public static RouteGroupBuilder MapDashboard(this IEndpointRouteBuilder routes) => MapSummary(routes.MapGroup("/dashboard"));

    private static RouteGroupBuilder MapSummary(RouteGroupBuilder group)
    {
        group.WithTags("Fleet").RequireAuthorization(Policies.Viewer);
        group.MapGet("/summary", Summary).WithSummary("Counts the systems by status");
        return group;
    }

    private static async Task<Ok<SummaryView>> Summary(Caller caller, FleetViews views, CancellationToken cancellationToken)
    {
        var view = views.Of(caller.Tenant);
        var summary = (await view.GetAsync(cancellationToken)).Summary;
        return TypedResults.Ok(new SummaryView(summary.Systems, summary.Online, summary.Stale, summary.Offline, summary.Unknown, view.AsOf));
    }

    private sealed record SummaryView(int Systems, int Online, int Stale, int Offline, int Unknown, DateTimeOffset AsOf);
}
