using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Transports;

namespace NasOrleans.Simulators.TrueNas.Auth;

/// <summary>auth.me, which a login answers with as well.</summary>
internal static class UserInfo
{
    public static JsonObject Of(Login login, Release release)
    {
        var user = login.User;
        var info = new JsonObject
        {
            ["pw_name"] = user.Name,
            ["pw_gecos"] = user.Name,
            ["pw_dir"] = user.Uid == 0 ? "/root" : $"/home/{user.Name}",
            ["pw_shell"] = "/usr/bin/zsh",
            ["pw_uid"] = user.Uid,
            ["pw_gid"] = user.Uid,
        };
        if (!release.IsScale()) return info;
        info["grouplist"] = new JsonArray(user.Uid, 544);
        info["sid"] = null;
        info["source"] = "LOCAL";
        info["local"] = true;
        info["attributes"] = new JsonObject();
        info["two_factor_config"] = new JsonObject { ["secret_configured"] = user.OtpSecret is not null, ["provisioning_uri"] = null, ["interval"] = 30, ["otp_digits"] = 6 };
        info["privilege"] = new JsonObject
        {
            ["allowlist"] = new JsonArray(login.IsFullAdmin ? new JsonObject { ["method"] = "*", ["resource"] = "*" } : null),
            ["roles"] = Ejson.Set(user.Roles),
            ["web_shell"] = login.IsFullAdmin,
            ["webui_access"] = true,
        };
        if (!login.IsFullAdmin) info["privilege"]!["allowlist"] = new JsonArray();
        info["account_attributes"] = new JsonArray([.. Attributes(login).Select(each => (JsonNode?)each)]);
        return info;
    }

    private static IEnumerable<string> Attributes(Login login)
    {
        yield return "LOCAL";
        if (login.User.Uid is 0 or 950) yield return "SYS_ADMIN";
        if (login.Key is not null) yield return "API_KEY";
        if (login.User.OtpSecret is not null) yield return "2FA";
    }
}
