using Microsoft.AspNetCore.Http.HttpResults;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Live;
using NasOrleans.Api.Security;

namespace NasOrleans.Api.Resources;

/// <summary>Everything there is, in one list: systems, pools, datasets, drives, apps, machines.</summary>
internal static class ResourcesApi
{
    public const string Name = "/api/v2/resources";

    /// <summary>Here a list shows its items in the shape of before as well.</summary>
    public const string OldName = "/api/resources";

    public static RouteGroupBuilder MapResources(this IEndpointRouteBuilder routes, string prefix)
    {
        var resources = routes.MapGroup(prefix).WithTags("Resources").RequireAuthorization(Policies.Viewer);
        if (prefix == OldName) resources.MapGet("/", ListBoth).WithSummary("Lists resources in both shapes");
        else resources.MapGet("/", List).WithSummary("Lists resources");
        resources.MapGet("/stats", Stats).WithSummary("Counts resources");
        resources.MapGet("/{id}", Get).WithSummary("Shows one resource with all its details");
        resources.MapGet("/{id}/children", Children).WithSummary("Lists what is part of a resource");
        return resources;
    }

    private static Task<Results<Ok<ResourcePage>, ProblemHttpResult>> List([AsParameters] ResourceQuery query, Caller caller, ResourceBook book, CancellationToken cancellationToken) =>
        Answer(query, caller, book, withOld: false, cancellationToken);

    private static Task<Results<Ok<ResourcePage>, ProblemHttpResult>> ListBoth([AsParameters] ResourceQuery query, Caller caller, ResourceBook book, CancellationToken cancellationToken) =>
        Answer(query, caller, book, withOld: true, cancellationToken);

    private static async Task<Results<Ok<ResourcePage>, ProblemHttpResult>> Answer(
        ResourceQuery query, Caller caller, ResourceBook book, bool withOld, CancellationToken cancellationToken)
    {
        var invalid = new Invalid();
        query.Check(invalid);
        if (invalid.Any) return invalid.Result();
        return TypedResults.Ok(await book.PageAsync(caller.Tenant, query, withOld, cancellationToken));
    }

    private static async Task<Results<Ok<ResourceView>, ProblemHttpResult>> Get(string id, Caller caller, ResourceBook book, CancellationToken cancellationToken) =>
        await book.FindAsync(caller.Tenant, id, cancellationToken) is { } found ? TypedResults.Ok(found) : Missing(id);

    private static async Task<Results<Ok<ResourcePage>, ProblemHttpResult>> Children(
        string id, [AsParameters] ResourceQuery query, Caller caller, ResourceBook book, CancellationToken cancellationToken) =>
        await book.FindAsync(caller.Tenant, id, cancellationToken) is null ? Missing(id) : await Answer(query with { Parent = id }, caller, book, withOld: false, cancellationToken);

    private static async Task<Ok<ResourceCounts>> Stats(Caller caller, ResourceIndex index, FleetViews views, CancellationToken cancellationToken) =>
        TypedResults.Ok(ResourceCounts.Of([.. index.All(await views.Of(caller.Tenant).GetAsync(cancellationToken))]));

    private static ProblemHttpResult Missing(string id) => Problem.NotFound.With($"There is no resource '{id}'.");
}
