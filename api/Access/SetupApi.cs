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

/// <summary>The first start: whoever holds the one-time link becomes the first administrator.</summary>
internal static class SetupApi
{
    public static RouteGroupBuilder MapSetup(this IEndpointRouteBuilder routes)
    {
        var setup = routes.MapGroup("/setup").WithTags("Session");
        setup.MapPost("/", Complete).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn).AddEndpointFilter<AuditGate>()
            .WithSummary("Makes the first administrator with the one-time token, and signs in");
        return setup;
    }

    private static async Task<Results<Created<SessionView>, ProblemHttpResult>> Complete(
        SetUp body, Caller caller, IGrainFactory grains, AccessCache access, PasswordWork passwords, AuditTrail audit, TimeProvider time,
        HttpContext http, CancellationToken cancellationToken)
    {
        var invalid = new Invalid();
        if (body.Token is not { Length: > 0 and <= 200 }) invalid.Add("token", "Send the token of the set-up link.");
        AccessInput.CheckUser(body.User, invalid);
        AccessInput.CheckPassword(body.Password, invalid);
        if (invalid.Any) return invalid.Result();

        // Looked at first, so that nobody without the token makes us hash passwords.
        var open = (await access.GetAsync(cancellationToken)).SetupTokenHash;
        if (open is null || !SecretHasher.Matches(body.Token!, open)) return await Refuse();

        var admin = new UserRecord
        {
            Name = body.User!,
            Role = Role.Admin,
            PasswordHash = await passwords.HashAsync(body.Password!, cancellationToken),
            CreatedAt = time.GetUtcNow(),
        };
        var completed = await audit.AttemptAsync(caller, "setup.complete", "user:" + admin.Name,
            () => grains.Access(caller.Tenant).CompleteSetup(SecretHasher.Hash(body.Token!), admin));
        if (!completed) return await Refuse();
        await audit.RecordAsync(caller with { Actor = admin.Name }, "setup.complete", "user:" + admin.Name, after: new { admin.Name, admin.Role });
        await access.RefreshAsync();
        await http.SignInAsync(Schemes.Session, SessionEvents.Principal(admin));
        return TypedResults.Created("/api/v1/session", new SessionView(admin.Name, admin.Role, Schemes.Session));

        async Task<ProblemHttpResult> Refuse()
        {
            await audit.RecordAsync(caller, "setup.complete", "user:" + body.User, outcome: "refused");
            return Problem.SetupRefused.With("It was used already or is not the one printed at the last start.");
        }
    }
}
