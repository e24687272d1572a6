using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;
using NasOrleans.Simulators.TrueNas.Transports;

namespace NasOrleans.Simulators.TrueNas.Auth;

/// <summary>api_key.* and user.query.</summary>
internal sealed class KeyMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        Method.Query("api_key.query", "API_KEY_READ", (call, arguments) => QueryEngine.Query(arguments, call.Appliance.Accounts.Keys.Select(key => Row(key, call.Release)))),
        new("api_key.create") { Role = "API_KEY_WRITE", Parameters = ["api_key_create"], Body = Create },
        new("api_key.update") { Role = "API_KEY_WRITE", Parameters = ["id", "api_key_update"], Body = Update },
        new("api_key.delete") { Role = "API_KEY_WRITE", Parameters = ["id"], Body = Delete },
        Method.Query("user.query", "ACCOUNT_READ", (call, arguments) => QueryEngine.Query(arguments, call.Appliance.Accounts.Users.Select(Row))),
    ];

    private static JsonNode? Create(CallContext call, JsonArray arguments)
    {
        var data = arguments[0] as JsonObject ?? throw MethodError.Invalid("api_key_create", "Input should be a valid dictionary");
        var name = data["name"]?.GetValue<string>() ?? throw MethodError.Invalid("api_key_create.name", "Field required");
        var user = call.Release >= Release.V2504
            ? data["username"]?.GetValue<string>() ?? throw MethodError.Invalid("api_key_create.username", "Field required")
            : call.Login!.User.Name;
        if (call.Appliance.Accounts.User(user) is null) throw MethodError.Invalid("api_key_create.username", "User does not exist.");
        if (call.Appliance.Accounts.Keys.Any(key => key.Name == name)) throw MethodError.Invalid("api_key_create.name", "API key with this name already exists", Errno.EEXIST);
        Allowed[] allowlist = [.. (data["allowlist"] as JsonArray ?? []).Select(each => new Allowed(each!["method"]!.GetValue<string>(), each["resource"]!.GetValue<string>()))];
        var made = call.Appliance.Accounts.AddKey(name, user, Ejson.ReadMoment(data["expires_at"]), [.. allowlist]);
        return WithText(made, call.Release);
    }

    private static JsonNode? Update(CallContext call, JsonArray arguments)
    {
        var key = Find(call, arguments);
        return arguments[1]?["reset"]?.GetValue<bool>() == true ? WithText(call.Appliance.Accounts.Reset(key.Id), call.Release) : Row(key, call.Release);
    }

    private static JsonNode? Delete(CallContext call, JsonArray arguments)
    {
        call.Appliance.Accounts.Remove(Find(call, arguments).Id);
        return true;
    }

    private static ApiKey Find(CallContext call, JsonArray arguments) =>
        call.Appliance.Accounts.FindKey(arguments[0]!.GetValue<int>()) ?? throw MethodError.NotFound($"ApiKey {arguments[0]} does not exist");

    private static JsonObject WithText(ApiKey key, Release release)
    {
        var row = Row(key, release);
        row["key"] = key.Text;
        return row;
    }

    private static JsonObject Row(ApiKey key, Release release)
    {
        var row = new JsonObject { ["id"] = key.Id, ["name"] = key.Name };
        if (release >= Release.V2504)
        {
            row["username"] = key.UserName;
            row["user_identifier"] = key.UserName;
        }
        row["created_at"] = Ejson.Moment(key.Created);
        if (release is > Release.Core133 and < Release.V2504)
            row["allowlist"] = new JsonArray([.. key.Allowlist.Select(each => (JsonNode?)new JsonObject { ["method"] = each.Method, ["resource"] = each.Resource })]);
        if (release < Release.V2504) return row;
        row["expires_at"] = Ejson.Moment(key.Expires);
        row["local"] = true;
        row["revoked"] = key.IsRevoked;
        if (release >= Release.V2510) row["revoked_reason"] = key.RevokedReason;
        return row;
    }

    private static JsonObject Row(UserAccount user) => new()
    {
        ["id"] = user.Uid + 1,
        ["uid"] = user.Uid,
        ["username"] = user.Name,
        ["full_name"] = user.Name,
        ["builtin"] = user.Uid == 0,
        ["locked"] = false,
        ["local"] = true,
        ["twofactor_auth_configured"] = user.OtpSecret is not null,
        ["roles"] = new JsonArray([.. user.Roles.Select(role => (JsonNode?)role)]),
    };
}
