using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Transports;

namespace NasOrleans.Simulators.TrueNas.Auth;

/// <summary>auth.*</summary>
internal sealed class AuthMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        new("auth.login") { NeedsNoLogin = true, Parameters = ["username", "password", "otp_token?"], Body = Login },
        new("auth.login_with_api_key") { NeedsNoLogin = true, Parameters = ["api_key"], Body = LoginWithKey },
        new("auth.login_with_token") { NeedsNoLogin = true, Since = Release.Scale2212, Parameters = ["token"], Body = LoginWithToken },
        new("auth.token") { NeedsNoLogin = true, Until = Release.Scale2410, Parameters = ["token"], Body = LoginWithToken },
        new("auth.login_ex") { NeedsNoLogin = true, Since = Release.V2504, Parameters = ["login_data"], Body = (call, arguments) => LoginEx.Run(call, Object(arguments)) },
        new("auth.login_ex_continue") { NeedsNoLogin = true, Since = Release.V2504, Parameters = ["login_data"], Body = (call, arguments) => LoginEx.Run(call, Object(arguments)) },
        new("auth.mechanism_choices") { NeedsNoLogin = true, Since = Release.V2504, Body = (call, _) => Mechanisms(call.Release) },
        new("auth.me") { Role = Roles.Any, Body = (call, _) => UserInfo.Of(call.Login!, call.Release) },
        new("auth.logout") { Role = Roles.Any, Body = Logout },
        new("auth.generate_token") { Role = Roles.Any, Until = Release.Scale2410, Parameters = ["ttl?", "attrs?", "match_origin?"], Body = GenerateToken },
        new("auth.generate_token") { Role = Roles.Any, Since = Release.V2504, Parameters = ["ttl?", "attrs?", "match_origin?", "single_use?"], Body = GenerateToken },
    ];

    private static JsonNode? Login(CallContext call, JsonArray arguments)
    {
        var (outcome, user) = LoginChecks.Password(call.Appliance, Text(arguments, 0), Text(arguments, 1));
        if (call.Appliance.IsStandby && call.Release >= Release.V2504) return false;
        var isRight = outcome == CheckedLogin.Success
            || (outcome == CheckedLogin.OtpRequired && arguments.Count > 2 && Totp.IsRight(user!.OtpSecret!, Text(arguments, 2), call.Now));
        if (isRight) call.Session.Login = new Login(user!, null, "PASSWORD_PLAIN", call.Now);
        return isRight;
    }

    private static JsonNode? LoginWithKey(CallContext call, JsonArray arguments)
    {
        var (outcome, key, user) = LoginChecks.Key(call.Session, null, Text(arguments, 0));
        if (call.Appliance.IsStandby && call.Release >= Release.V2504) return false;
        if (outcome == CheckedLogin.Success) call.Session.Login = new Login(KeyOwner(call.Appliance, user), key, "API_KEY_PLAIN", call.Now);
        return outcome == CheckedLogin.Success;
    }

    // On CORE a key may everything, whoever made it.
    private static UserAccount KeyOwner(Appliance nas, UserAccount? user) => user is null || !nas.Release.IsScale() ? nas.Accounts.Admin : user;

    private static JsonNode? LoginWithToken(CallContext call, JsonArray arguments)
    {
        if (call.Appliance.Tokens.Use(Text(arguments, 0), call.Session.Caller) is not { } login) return false;
        call.Session.Login = login with { At = call.Now };
        return true;
    }

    private static JsonNode? Logout(CallContext call, JsonArray arguments)
    {
        call.Session.Login = null;
        return true;
    }

    private static JsonNode? GenerateToken(CallContext call, JsonArray arguments)
    {
        var lifetime = TimeSpan.FromSeconds(arguments.ElementAtOrDefault(0)?.GetValue<double>() ?? 600);
        var matches = arguments.ElementAtOrDefault(2)?.GetValue<bool>() ?? call.Release >= Release.Scale2404;
        var isSingleUse = arguments.ElementAtOrDefault(3)?.GetValue<bool>() ?? false;
        return call.Appliance.Tokens.Make(call.Login!, lifetime, isSingleUse, matches ? call.Session.Caller : null);
    }

    private static JsonArray Mechanisms(Release release) => release >= Release.V26
        ? ["API_KEY_PLAIN", "TOKEN_PLAIN", "PASSWORD_PLAIN", "SCRAM"]
        : ["API_KEY_PLAIN", "TOKEN_PLAIN", "PASSWORD_PLAIN"];

    private static JsonObject Object(JsonArray arguments) => arguments[0] as JsonObject ?? throw MethodError.Invalid("login_data", "Input should be a valid dictionary");

    private static string Text(JsonArray arguments, int at) => arguments[at] is JsonValue value && value.TryGetValue(out string? text)
        ? text
        : throw MethodError.Invalid(at == 0 ? "username" : "password", "Input should be a valid string");
}
