using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using NasOrleans.Api.Errors;

namespace NasOrleans.Api.Security.Keys;

/// <summary><c>Authorization: Bearer</c> or <c>X-Api-Key</c>: one of them, with one value.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, AccessCache access)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Header = "X-Api-Key";

    private const string Bearer = "Bearer ";

    public static bool IsPresent(HttpRequest request) =>
        request.Headers.ContainsKey(Header) || request.Headers.Authorization.Count > 0;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var authorization = Request.Headers.Authorization;
        var header = Request.Headers[Header];
        if (authorization.Count + header.Count != 1) return AuthenticateResult.Fail("Send one API key, in one header.");

        var text = header.Count == 1 ? header[0]
            : authorization[0]?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true ? authorization[0]![Bearer.Length..].Trim() : null;
        if (!ApiKey.TryParse(text, out var key)) return AuthenticateResult.Fail("This is not an API key.");

        var record = (await access.GetAsync(Context.RequestAborted)).FindKey(key.Id);
        if (record is null || !SecretHasher.Matches(key.Secret, record.SecretHash)) return AuthenticateResult.Fail("The API key is not known.");
        if (record.ExpiresAt <= TimeProvider.GetUtcNow()) return AuthenticateResult.Fail("The API key has expired.");

        var principal = new ClaimsPrincipal(Caller.Identity(Schemes.Key, Caller.ActorOf(record), record.Role));
        return AuthenticateResult.Success(new(principal, Schemes.Key));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure;
        Response.Headers.WWWAuthenticate = "Bearer";
        await Problem.Unauthenticated.WriteAsync(Context, failure?.Message);
    }
}
