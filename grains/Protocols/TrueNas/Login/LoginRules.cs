using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Login;

/// <summary>What may be used to log in, and what the answers mean.</summary>
internal static class LoginRules
{
    public const string ApiKeyPlain = "API_KEY_PLAIN";
    public const string PasswordPlain = "PASSWORD_PLAIN";
    public const string Scram = "SCRAM";

    private const string FullAdmin = "FULL_ADMIN";

    /// <summary>Why these settings must not even be tried; null when they may.</summary>
    public static LinkFault? Objection(ConnectionConfig config, ConnectionSecrets secrets)
    {
        if (HasKey(secrets) && !config.UseHttps) return Settings(
            "An API key is not sent over plain HTTP: TrueNAS withdraws every key that it sees there. Switch HTTPS on, or use a password.");
        if (HasKey(secrets)) return null;
        if (secrets.Password is not { IsEmpty: false }) return Settings("The connection has neither an API key nor a password.");
        return config.UserName.Length == 0 ? Settings("A password needs the name of its user.") : null;
    }

    public static bool HasKey(ConnectionSecrets secrets) => secrets.ApiKey is { IsEmpty: false };

    /// <summary>
    /// SCRAM proves the key without telling it, and costs half a second of computing. That is well spent where nobody vouches for the
    /// other side; behind a certificate that was believed the key itself goes out.
    /// </summary>
    public static bool PrefersScram(ConnectionConfig config, NasVersion? version) =>
        version is { } release && Capabilities.Of(release).HasScram && config.Trust == TlsTrust.Ignore;

    /// <summary>What auth.login_ex answered; null when the login went through.</summary>
    public static LinkFault? Refusal(JsonElement answer, string mechanism) => answer.Text("response_type") switch
    {
        "SUCCESS" => null,
        "AUTH_ERR" => Auth(mechanism == PasswordPlain
            ? "The NAS does not know this user with this password."
            : "The NAS does not know this API key for this user. A key belongs to the user it was made for."),
        "EXPIRED" => Auth(mechanism == PasswordPlain ? "The password has expired." : "The API key has expired or was withdrawn. Make a new one."),
        "OTP_REQUIRED" => Auth("This user needs a second factor, which nobody can type here. Use an API key."),
        "DENIED" => new LinkFault { Error = LinkError.Permission, Stage = LinkStage.Auth, Message = "The NAS knows this user and does not let it in.", NeedsSomebody = true },
        "REDIRECT" => new LinkFault
        {
            Error = LinkError.Busy,
            Stage = LinkStage.Auth,
            Message = $"This is the standby controller of a pair; the active one is at {string.Join(", ", answer.Items("urls").Select(url => url.AsText()))}.",
        },
        var other => new LinkFault { Error = LinkError.Protocol, Stage = LinkStage.Auth, Message = $"The NAS answered the login with {other ?? "nothing"}, which is not known here." },
    };

    /// <summary>Whether somebody with this auth.me may turn the NAS off; null when it does not tell.</summary>
    public static bool? MayShutDown(JsonElement user)
    {
        var privilege = user.Field("privilege");
        if (!privilege.IsThere()) return null;
        if (privilege.Items("roles").Any(role => role.AsText() == FullAdmin)) return true;
        if (privilege.Items("allowlist").Any(entry => entry.Text("method") is "*" && entry.Text("resource") is "*" or "system.shutdown")) return true;
        return privilege.Field("roles").IsThere() ? false : null;
    }

    public static LinkFault Auth(string message) => new() { Error = LinkError.Auth, Stage = LinkStage.Auth, Message = message, NeedsSomebody = true };

    private static LinkFault Settings(string message) => new() { Error = LinkError.Validation, Stage = LinkStage.Settings, Message = message, NeedsSomebody = true };
}
