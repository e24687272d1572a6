using Microsoft.AspNetCore.Http.HttpResults;
using NasOrleans.Api.Security;

namespace NasOrleans.Api.Pages;

/// <summary>The pages for people, all under <c>/ui/</c>. Open are the way in and what it looks like.</summary>
internal static class PagesApi
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();

        var open = pages.MapGroup("/ui").AllowAnonymous();
        open.MapGet("/login", () => Asset.Page("login.html"));
        open.MapGet("/setup", () => Asset.Page("setup.html"));
        open.MapGet("/assets/{file}", (string file, HttpRequest request) => Asset.File("assets/" + file, request));

        var guarded = pages.MapGroup("").RequireAuthorization(Policies.Viewer);
        guarded.MapGet("/", () => TypedResults.Redirect("/ui/"));
        guarded.MapGet("/ui/", () => Asset.Page("index.html"));
        guarded.MapGet("/ui/api", () => Asset.Page("api.html"));
        guarded.MapGet("/ui/app/{file}", (string file, HttpRequest request) => Asset.File("app/" + file, request));
    }
}
