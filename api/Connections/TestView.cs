using Microsoft.AspNetCore.Http.HttpResults;
using NasOrleans.Api.Errors;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Api.Connections;

/// <summary>A test that went well. One that did not is a problem that says how far it came.</summary>
internal sealed record TestView(bool Success, string? HostName, string? Fingerprint, double DurationMs, bool? MayShutDown, TransportView Transport)
{
    public static TestView Of(ConnectionTest test, TlsTrust trust) => new(
        true, test.HostName, test.Fingerprint, test.Duration.TotalMilliseconds, test.MayShutDown, TransportView.Of(test.Transport, trust, lastError: null));

    public static ProblemHttpResult Failed(ConnectionTest test)
    {
        var fault = test.Fault!;
        var kind = fault is { Stage: LinkStage.Settings } or { Error: LinkError.Validation } ? Problem.ConnectionInvalid : Problem.ConnectionFailed;
        var details = kind.Details(fault.Message);
        details.Extensions["success"] = false;
        details.Extensions["stage"] = fault.Stage;
        details.Extensions["category"] = fault.Error;
        details.Extensions["fingerprint"] = fault.Fingerprint ?? test.Fingerprint;
        details.Extensions["durationMs"] = test.Duration.TotalMilliseconds;
        return TypedResults.Problem(details);
    }
}
