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
        details.Title = TitleOf(fault, fault.Fingerprint ?? test.Fingerprint) ?? kind.Title;
        details.Extensions["success"] = false;
        details.Extensions["stage"] = fault.Stage;
        details.Extensions["category"] = fault.Error;
        details.Extensions["fingerprint"] = fault.Fingerprint ?? test.Fingerprint;
        details.Extensions["durationMs"] = test.Duration.TotalMilliseconds;
        return TypedResults.Problem(details);
    }

    // The type stays the same for clients; the title is for whoever has to mend it.
    private static string? TitleOf(LinkFault fault, string? fingerprint) => fault switch
    {
        { Stage: LinkStage.Dns } => "The name of the NAS was not found",
        { Error: LinkError.Tls } when fingerprint is not null => "The certificate or host key is not trusted yet: compare the fingerprint and send it",
        { Error: LinkError.Tls } => "The certificate or host key was not believed",
        { Error: LinkError.Auth } => "The NAS refused the login",
        { Stage: LinkStage.Settings or LinkStage.Tcp } => null,
        { Error: LinkError.Connection or LinkError.Timeout } => "The NAS was reached, and then broke off or did not answer",
        { Error: LinkError.Validation } => null,
        _ => "The NAS was reached, but not in a way that works",
    };
}
