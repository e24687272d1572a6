using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace NasOrleans.Api.Errors;

/// <summary>A kind of problem (RFC 9457). Its name is part of the API: clients tell problems apart by it.</summary>
internal sealed record Problem(string Name, int Status, string Title)
{
    public static readonly Problem BadRequest = new("bad-request", 400, "The request cannot be read");
    public static readonly Problem Invalid = new("invalid", 400, "A value is not acceptable");
    public static readonly Problem ConnectionInvalid = new("connection-invalid", 400, "The NAS cannot be reached this way");
    public static readonly Problem ConnectionFailed = new("connection-failed", 400, "The NAS was not reached");
    public static readonly Problem Unauthenticated = new("unauthenticated", 401, "Sign in or send an API key");
    public static readonly Problem SignInRefused = new("sign-in-refused", 401, "User or password is wrong");
    public static readonly Problem Forbidden = new("forbidden", 403, "Your role does not allow this");
    public static readonly Problem CrossSite = new("cross-site", 403, "The request may come from another site");
    public static readonly Problem SetupRefused = new("setup-refused", 403, "The set-up link is not valid");
    public static readonly Problem NotFound = new("not-found", 404, "There is nothing here");
    public static readonly Problem MethodNotAllowed = new("method-not-allowed", 405, "This method is not supported here");
    public static readonly Problem AlreadyExists = new("already-exists", 409, "This id is taken");
    public static readonly Problem NoConnection = new("no-connection", 409, "There is no way to tell the system anything");
    public static readonly Problem PollingOff = new("polling-off", 409, "Polling is switched off");
    public static readonly Problem CommandRunning = new("command-running", 409, "Another command is under way");
    public static readonly Problem InUse = new("in-use", 409, "Something else relies on it");
    public static readonly Problem RunUnderWay = new("run-under-way", 409, "A run is under way");
    public static readonly Problem NoRun = new("no-run", 409, "There is no such run under way");
    public static readonly Problem NoStep = new("no-step", 409, "There is no such step, or it cannot be left out any more");
    public static readonly Problem OrderRefused = new("order-refused", 409, "The UPS was not told");
    public static readonly Problem TooLarge = new("too-large", 413, "The body is too large");
    public static readonly Problem UnsupportedMedia = new("unsupported-media-type", 415, "Send the body as application/json");
    public static readonly Problem NotConfirmed = new("not-confirmed", 422, "The order does not name what it is for");
    public static readonly Problem KeyReused = new("idempotency-key-reused", 422, "The Idempotency-Key belongs to another request");
    public static readonly Problem TooMany = new("too-many-requests", 429, "Too many requests");
    public static readonly Problem OrderFailed = new("order-failed", 502, "The UPS took the order and says that it failed");
    public static readonly Problem Internal = new("internal", 500, "Something went wrong on our side");
    public static readonly Problem Unavailable = new("unavailable", 503, "Not available at the moment");
    public static readonly Problem NotWritten = new("not-written", 503, "It could not be written down, so nothing was changed");
    public static readonly Problem NotSent = new("not-sent", 503, "Nothing of it was sent");
    public static readonly Problem OutcomeUnknown = new("outcome-unknown", 503, "It is not known whether this was carried out");
    public static readonly Problem Busy = new("busy", 503, "Too busy; nothing was carried out");
    public static readonly Problem AuditUnavailable = new("audit-unavailable", 503, "Changes are refused while they cannot be recorded");

    private static readonly Problem[] ByStatus =
        [BadRequest, Unauthenticated, Forbidden, NotFound, MethodNotAllowed, TooLarge, UnsupportedMedia, TooMany, Internal, Unavailable];

    public string Type => "urn:nasorleans:problem:" + Name;

    /// <summary>The kind that stands for a bare status code.</summary>
    public static Problem Of(int status) =>
        Array.Find(ByStatus, kind => kind.Status == status) ?? new($"http-{status}", status, "The request was refused");

    public ProblemHttpResult With(string? detail = null) => TypedResults.Problem(Details(detail));

    public ProblemDetails Details(string? detail = null) => new() { Type = Type, Title = Title, Status = Status, Detail = detail };

    public Task WriteAsync(HttpContext http, string? detail = null)
    {
        http.Response.StatusCode = Status;
        return With(detail).ExecuteAsync(http);
    }
}
