using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using NasOrleans.Access;

namespace NasOrleans.Api.Security;

/// <summary>Whoever can open the admin socket is the administrator: the file system has checked.</summary>
internal sealed class LocalAdministratorHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Context.IsLocalCaller
            ? AuthenticateResult.Success(new(new ClaimsPrincipal(Caller.Identity(Schemes.Local, LocalCallerFeature.Actor, Role.Admin)), Schemes.Local))
            : AuthenticateResult.NoResult());
}

internal static class LocalCallerExtensions
{
    extension(HttpContext http)
    {
        public bool IsLocalCaller => http.Features.Get<LocalCallerFeature>() is not null;
    }
}
