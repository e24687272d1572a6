using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using NasOrleans.Access;

namespace NasOrleans.Api.Security.Sessions;

/// <summary>A cookie names a user and a stamp; it counts as long as both are what the access data says.</summary>
internal sealed class SessionEvents(AccessCache access, TimeProvider time) : CookieAuthenticationEvents
{
    public static ClaimsPrincipal Principal(UserRecord user) =>
        new(Caller.Identity(Schemes.Session, user.Name, user.Role, new Claim(AccessSnapshotExtensions.Stamp, user.Stamp.ToString())));

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var snapshot = await access.GetAsync(context.HttpContext.RequestAborted);
        if (snapshot.StillAdmits(context.Principal!, time.GetUtcNow())) return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Schemes.Session);
    }

    // Pages send people to the login page; everything else is told with a status.
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) && (request.Path == "/" || request.Path.StartsWithSegments("/ui")))
            context.Response.Redirect("/ui/login?return=" + Uri.EscapeDataString(request.Path == "/" ? "/ui/" : request.Path + request.QueryString));
        else
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
