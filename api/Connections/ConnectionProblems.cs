using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Errors;

namespace NasOrleans.Api.Connections;

/// <summary>On the routes of connections a problem also carries <c>error</c> and <c>code</c>, which clients of the other tool read.</summary>
internal static class ConnectionProblems
{
    public static void Complete(HttpContext http, ProblemDetails problem)
    {
        var path = http.Request.Path;
        if (!path.StartsWithSegments(ConnectionsApi.OtherName) && !path.StartsWithSegments(ConnectionsApi.OurName)) return;
        problem.Extensions["error"] = problem.Detail ?? problem.Title;
        problem.Extensions["code"] = CodeOf(problem.Type ?? "", http.Request.IsCommand);
    }

    private static string CodeOf(string type, bool isCommand) => type[(type.LastIndexOf(':') + 1)..] switch
    {
        "bad-request" => "invalid_request",
        "invalid" => "validation_error",
        "not-found" => "truenas_not_found",
        "connection-invalid" => "truenas_invalid_config",
        "connection-failed" => "truenas_connection_failed",
        "unavailable" or "busy" or "outcome-unknown" or "audit-unavailable" => "truenas_unavailable",
        "internal" => isCommand ? "truenas_save_failed" : "truenas_load_failed",
        var other => other.Replace('-', '_'),
    };
}
