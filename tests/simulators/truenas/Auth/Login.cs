using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Auth;

/// <summary>Who is logged in, by what, and since when.</summary>
internal sealed record Login(UserAccount User, ApiKey? Key, string Mechanism, DateTimeOffset At)
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public bool IsFullAdmin => User.Holds(null);

    public bool MayCall(Method method, Release release) => KeyDecides(release) ? Key!.Allowlist.Any(each => each.Fits("CALL", method.Name)) : User.Holds(method.Role);

    public bool MaySubscribe(EventSource source, Release release) => KeyDecides(release) ? Key!.Allowlist.Any(each => each.Fits("SUBSCRIBE", source.Name)) : User.Holds(source.Role);

    public bool MayUseRest(string verb, string path, Method method, Release release) =>
        KeyDecides(release) ? Key!.Allowlist.Any(each => each.Fits(verb, path)) : User.Holds(method.Role);

    public JobOrigin Origin(string? messageId) => new()
    {
        Login = this,
        UserName = User.Name,
        CredentialType = Key is null ? "LOGIN_PASSWORD" : "API_KEY",
        CredentialData = Key is null
            ? new JsonObject { ["username"] = User.Name }
            : new JsonObject { ["username"] = User.Name, ["api_key"] = new JsonObject { ["id"] = Key.Id, ["name"] = Key.Name } },
        MessageIds = messageId is null ? [] : [messageId],
    };

    // Up to 24.10 a key belongs to nobody, and its own list says what it may; on CORE it may everything.
    private bool KeyDecides(Release release) => Key is not null && release < Release.V2504;
}
