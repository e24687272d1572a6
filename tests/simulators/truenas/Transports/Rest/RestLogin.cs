using System.Text;
using Microsoft.AspNetCore.Http;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Auth;

namespace NasOrleans.Simulators.TrueNas.Transports.Rest;

/// <summary>Bearer is an API key, Basic a password, Token a token, which may stand in the query string instead.</summary>
internal static class RestLogin
{
    public static bool IsTried(HttpRequest request) => request.Headers.Authorization.Count > 0 || request.Query.ContainsKey("auth_token");

    public static bool IsByToken(HttpRequest request) => request.Headers.Authorization.ToString() is var header
        && (header.StartsWith("Token ", StringComparison.Ordinal) || (header.Length == 0 && request.Query.ContainsKey("auth_token")));

    public static Login? Of(HttpRequest request, Session session)
    {
        var nas = session.Appliance;
        var header = request.Headers.Authorization.ToString();
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        var (scheme, rest) = space < 0 ? ("", "") : (header[..space], header[(space + 1)..].Trim());
        var now = nas.Clock.GetUtcNow();
        return scheme switch
        {
            "Bearer" => WithKey(session, rest, now),
            "Basic" => WithPassword(nas, rest, now),
            _ when !nas.Release.IsScale() => null,
            "Token" => nas.Tokens.Use(rest, session.Caller),
            _ when request.Query["auth_token"].ToString() is { Length: > 0 } token => nas.Tokens.Use(token, session.Caller),
            _ => null,
        };
    }

    private static Login? WithKey(Session session, string text, DateTimeOffset now)
    {
        var (outcome, key, user) = LoginChecks.Key(session, null, text);
        if (outcome != CheckedLogin.Success) return null;
        var owner = user is null || !session.Appliance.Release.IsScale() ? session.Appliance.Accounts.Admin : user;
        return new Login(owner, key, "API_KEY_PLAIN", now);
    }

    // A second factor cannot be asked for here, so those who have one are refused.
    private static Login? WithPassword(Appliance nas, string encoded, DateTimeOffset now)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return null;
        var (outcome, user) = LoginChecks.Password(nas, text[..colon], text[(colon + 1)..]);
        return outcome == CheckedLogin.Success ? new Login(user!, null, "PASSWORD_PLAIN", now) : null;
    }
}
