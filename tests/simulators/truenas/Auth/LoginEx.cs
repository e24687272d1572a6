using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Auth;

/// <summary>auth.login_ex: every refusal is an answer, none is an error.</summary>
internal static class LoginEx
{
    private const int OtpTries = 3;

    public static JsonNode Run(CallContext call, JsonObject request)
    {
        if (call.Appliance.IsStandby) return Redirect(call.Appliance);
        return Text(request, "mechanism") switch
        {
            "PASSWORD_PLAIN" => Password(call, request),
            "API_KEY_PLAIN" => Key(call, request),
            "TOKEN_PLAIN" => Token(call, request),
            "OTP_TOKEN" => Otp(call, request),
            "SCRAM" when call.Release >= Release.V26 => ScramLogin.Run(call, request),
            _ => throw MethodError.Invalid("login_data.mechanism", "Input tag does not match any of the expected tags"),
        };
    }

    public static JsonObject Refused() => new() { ["response_type"] = "AUTH_ERR" };

    public static JsonObject Expired() => new() { ["response_type"] = "EXPIRED" };

    /// <summary>Logs the session in and says so.</summary>
    public static JsonObject Success(CallContext call, Login login, JsonObject request)
    {
        call.Session.Login = login;
        call.Session.Pending = null;
        var options = request["login_options"] as JsonObject;
        var answer = new JsonObject
        {
            ["response_type"] = "SUCCESS",
            ["user_info"] = options?["user_info"]?.GetValue<bool>() == false ? null : UserInfo.Of(login, call.Release),
            // The level that the server demands, not the one that was reached.
            ["authenticator"] = "LEVEL_1",
        };
        if (call.Release >= Release.V26)
            answer["reconnect_token"] = options?["reconnect_token"]?.GetValue<bool>() == true ? call.Appliance.Tokens.Make(login, TimeSpan.FromMinutes(10), isSingleUse: true, origin: null) : null;
        return answer;
    }

    private static JsonObject Password(CallContext call, JsonObject request)
    {
        var (outcome, user) = LoginChecks.Password(call.Appliance, Text(request, "username"), Text(request, "password"));
        if (outcome == CheckedLogin.Success) return Success(call, new Login(user!, null, "PASSWORD_PLAIN", call.Now), request);
        if (outcome == CheckedLogin.Refused) return Refused();
        call.Session.Pending = new PendingLogin.Otp(user!, OtpTries);
        return new JsonObject { ["response_type"] = "OTP_REQUIRED", ["username"] = user!.Name };
    }

    private static JsonObject Key(CallContext call, JsonObject request)
    {
        var (outcome, key, user) = LoginChecks.Key(call.Session, Text(request, "username"), Text(request, "api_key"));
        return outcome switch
        {
            CheckedLogin.Success => Success(call, new Login(user!, key, "API_KEY_PLAIN", call.Now), request),
            CheckedLogin.Expired => Expired(),
            _ => Refused(),
        };
    }

    private static JsonObject Token(CallContext call, JsonObject request) =>
        call.Appliance.Tokens.Use(Text(request, "token"), call.Session.Caller) is { } login
            ? Success(call, login with { Mechanism = "TOKEN_PLAIN", At = call.Now }, request)
            : Refused();

    private static JsonObject Otp(CallContext call, JsonObject request)
    {
        if (call.Session.Pending is not PendingLogin.Otp pending) throw new MethodError(Errno.EINVAL, "OTP_TOKEN: no authentication in progress");
        if (Totp.IsRight(pending.User.OtpSecret!, Text(request, "otp_token"), call.Now))
            return Success(call, new Login(pending.User, null, "OTP_TOKEN", call.Now), request);
        call.Session.Pending = pending.TriesLeft > 0 ? pending with { TriesLeft = pending.TriesLeft - 1 } : null;
        return call.Session.Pending is null ? Refused() : new JsonObject { ["response_type"] = "OTP_REQUIRED", ["username"] = pending.User.Name };
    }

    private static JsonObject Redirect(Appliance nas) => new()
    {
        ["response_type"] = "REDIRECT",
        ["urls"] = new JsonArray(nas.Peer?.Host ?? nas.Host),
    };

    public static string Text(JsonObject request, string name) => request[name] is JsonValue value && value.TryGetValue(out string? text)
        ? text
        : throw MethodError.Invalid($"login_data.{name}", "Field required");
}
