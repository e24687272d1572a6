using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using NasOrleans.Access;
using NasOrleans.Api.Audit;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Limits;
using NasOrleans.Api.Security;
using NasOrleans.Api.Security.Sessions;
using Orleans;

namespace NasOrleans.Api.Access;

/// <summary>Signing in and out. Open to anybody are only the two ways to become somebody.</summary>
internal static class SessionApi
{
    public static RouteGroupBuilder MapSession(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/session").WithTags("Session");
        session.MapPost("/", Begin).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn).WithSummary("Signs in with user and password");
        session.MapGet("/", Show).RequireAuthorization(Policies.Any).WithSummary("Tells who is asking");
        session.MapDelete("/", End).RequireAuthorization(Policies.Any).WithSummary("Signs out");
        session.MapPut("/password", ChangePassword).RequireAuthorization(Policies.Any).RequireRateLimiting(RateLimits.SignIn)
            .AddEndpointFilter<AuditGate>().WithSummary("Changes one's own password and ends one's other sessions");
        return session;
    }

    private static async Task<Results<Ok<SessionView>, ProblemHttpResult>> Begin(
        SignIn body, Caller caller, AccessCache access, PasswordWork passwords, AuditTrail audit, HttpContext http, CancellationToken cancellationToken)
    {
        var invalid = new Invalid();
        AccessInput.CheckUser(body.User, invalid);
        if (body.Password is not { Length: > 0 and <= PasswordHasher.MaxLength }) invalid.Add("password", "Send the password.");
        if (invalid.Any) return invalid.Result();

        var user = (await access.GetAsync(cancellationToken)).FindUser(body.User);
        if (!await passwords.VerifyAsync(body.Password!, user?.PasswordHash, cancellationToken) || user is null)
        {
            await audit.RecordAsync(caller, "session.begin", "user:" + body.User, outcome: "refused");
            return Problem.SignInRefused.With();
        }

        await http.SignInAsync(Schemes.Session, SessionEvents.Principal(user));
        await audit.RecordAsync(caller with { Actor = user.Name }, "session.begin", "user:" + user.Name);
        return TypedResults.Ok(new SessionView(user.Name, user.Role, Schemes.Session));
    }

    private static Ok<SessionView> Show(Caller caller, HttpContext http) =>
        TypedResults.Ok(new SessionView(caller.Actor, caller.Role, http.User.Identity!.AuthenticationType!));

    private static async Task<NoContent> End(Caller caller, AuditTrail audit, HttpContext http)
    {
        await http.SignOutAsync(Schemes.Session);
        await audit.RecordAsync(caller, "session.end", "user:" + caller.Actor);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<SessionView>, ProblemHttpResult>> ChangePassword(
        PasswordChange body, Caller caller, IGrainFactory grains, AccessCache access, PasswordWork passwords, AuditTrail audit, HttpContext http,
        CancellationToken cancellationToken)
    {
        var invalid = new Invalid();
        AccessInput.CheckPassword(body.Password, invalid);
        if (body.Current is not { Length: > 0 and <= PasswordHasher.MaxLength }) invalid.Add("current", "Send the password that holds now.");
        if (invalid.Any) return invalid.Result();

        var user = (await access.GetAsync(cancellationToken)).FindUser(caller.Actor);
        if (!await passwords.VerifyAsync(body.Current!, user?.PasswordHash, cancellationToken) || user is null) return Problem.SignInRefused.With();

        var hash = await passwords.HashAsync(body.Password!, cancellationToken);
        var changed = await audit.AttemptAsync(caller, "user.password", "user:" + user.Name,
            () => grains.Access(caller.Tenant).ChangePassword(user.Name, hash));
        if (changed is null) return Problem.SignInRefused.With();
        await audit.RecordAsync(caller, "user.password", "user:" + user.Name);
        await access.RefreshAsync();
        await http.SignInAsync(Schemes.Session, SessionEvents.Principal(changed));
        return TypedResults.Ok(new SessionView(changed.Name, changed.Role, Schemes.Session));
    }
}
