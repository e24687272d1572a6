using Microsoft.AspNetCore.Authorization;
using NasOrleans.Api.Errors;

namespace NasOrleans.Api.Security.Browser;

/// <summary>
/// Keeps another site from acting through a visitor's browser. Where a request carries no key it must not come from another
/// origin, and one that a cookie authenticates must carry a header that a foreign page cannot set without our leave.
/// </summary>
internal static class CrossSiteGuard
{
    public const string Header = "X-Nas-Csrf";

    public static IApplicationBuilder UseCrossSiteGuard(this IApplicationBuilder app) => app.Use((http, next) =>
        Refusal(http) is { } refusal ? Problem.CrossSite.WriteAsync(http, refusal) : next(http));

    private static string? Refusal(HttpContext http)
    {
        if (!http.Request.IsCommand || http.User.Identity?.AuthenticationType is Schemes.Key or Schemes.Local) return null;
        if (!IsOwnSite(http.Request)) return "Changes are only taken from this application's own pages.";
        var open = http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        return open || http.Request.Headers.ContainsKey(Header) ? null : $"With a session cookie, send the header {Header}: 1 as well.";
    }

    private static bool IsOwnSite(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0) return site == "same-origin";
        var origin = request.Headers.Origin;
        // A proxy may have ended TLS, so the scheme is not compared.
        return origin.Count == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
