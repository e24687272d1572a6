using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Auth;

/// <summary>The two steps of a SCRAM login.</summary>
internal static class ScramLogin
{
    public static JsonNode Run(CallContext call, JsonObject request) => LoginEx.Text(request, "scram_type") switch
    {
        "CLIENT_FIRST_MESSAGE" => First(call, LoginEx.Text(request, "rfc_str")),
        "CLIENT_FINAL_MESSAGE" => Final(call, request),
        _ => throw MethodError.Invalid("login_data.scram_type", "Input should be 'CLIENT_FIRST_MESSAGE' or 'CLIENT_FINAL_MESSAGE'"),
    };

    private static JsonObject First(CallContext call, string text)
    {
        var accounts = call.Appliance.Accounts;
        if (ScramFirst.Read(text) is not { } first || accounts.FindKey(first.KeyId) is not { } key || key.UserName != first.UserName) return LoginEx.Refused();
        if (call.Appliance.Faults.Has(Fault.RefusesCredentials) || accounts.User(key.UserName) is not { } user) return LoginEx.Refused();
        if (key.IsRevoked || call.Appliance.Faults.Has(Fault.ExpiredKey) || key.Expires < call.Now) return LoginEx.Expired();
        var exchange = ScramExchange.Start(first, key, call.Session.ChannelBinding);
        call.Session.Pending = new PendingLogin.Scram(exchange, key, user);
        return Says("SERVER_FIRST_RESPONSE", exchange.ServerFirst, null);
    }

    private static JsonObject Final(CallContext call, JsonObject request)
    {
        if (call.Session.Pending is not PendingLogin.Scram pending) throw MethodError.Call("SCRAM authentication was not started");
        call.Session.Pending = null;
        if (pending.Exchange.Finish(LoginEx.Text(request, "rfc_str")) is not { } verifier) return LoginEx.Refused();
        var success = LoginEx.Success(call, new Login(pending.User, pending.Key, "SCRAM", call.Now), request);
        return Says("SERVER_FINAL_RESPONSE", verifier, success["user_info"]?.DeepClone());
    }

    private static JsonObject Says(string type, string text, JsonNode? user) => new()
    {
        ["response_type"] = "SCRAM_RESPONSE",
        ["scram_type"] = type,
        ["rfc_str"] = text,
        ["user_info"] = user,
    };
}
