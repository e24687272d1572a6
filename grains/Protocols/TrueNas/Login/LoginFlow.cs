using System.Security.Cryptography;
using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Login;

/// <summary>Proves us to a NAS, in the way that fits it.</summary>
internal static class LoginFlow
{
    private const int NonceSize = 32;

    // A NAS that has had too many logins keeps the next one waiting for up to 10 s before it says so.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(12);

    // Half a second of computing each: not on all cores at once.
    private static readonly SemaphoreSlim Computing = new(Math.Max(1, Environment.ProcessorCount / 2));

    public static async Task<LoginOutcome> RunAsync(ISession session, NasTarget target, NasVersion? version, CancellationToken cancellationToken)
    {
        var key = LoginRules.HasKey(target.Secrets) ? target.Secrets.ApiKey!.Value.Reveal() : null;
        try
        {
            return session.Mode switch
            {
                TransportMode.Rest => new LoginOutcome { Mechanism = key is null ? "BASIC" : "BEARER" },
                TransportMode.JsonRpc when key is null || target.Config.UserName.Length > 0 => await ExtendedAsync(session, target, key, version, cancellationToken),
                _ => await PlainAsync(session, target, key, cancellationToken),
            };
        }
        catch (LinkException exception) when (exception.Fault.Stage is LinkStage.Read)
        {
            throw new LinkException(exception.Fault with { Stage = LinkStage.Auth }, exception);
        }
    }

    private static async Task<LoginOutcome> ExtendedAsync(ISession session, NasTarget target, string? key, NasVersion? version, CancellationToken cancellationToken)
    {
        var user = target.Config.UserName;
        if (key is null) return await PlainExAsync(session, LoginRules.PasswordPlain, user, "password", target.Secrets.Password!.Value.Reveal(), cancellationToken);
        if (LoginRules.PrefersScram(target.Config, version) && Scram(user, key) is { } preferred) return await ScramAsync(session, preferred, cancellationToken);
        try
        {
            return await PlainExAsync(session, LoginRules.ApiKeyPlain, user, "api_key", key, cancellationToken);
        }
        catch (LinkException exception) when (exception.Fault.Error == LinkError.Unsupported && version is { } release && Capabilities.Of(release).HasScram && Scram(user, key) is { } barred)
        {
            return await ScramAsync(session, barred, cancellationToken);
        }
    }

    private static async Task<LoginOutcome> PlainExAsync(
        ISession session, string mechanism, string user, string field, string secret, CancellationToken cancellationToken)
    {
        var call = new WireCall("auth.login_ex", WireArguments.Of(("mechanism", mechanism), ("username", user), (field, secret))) { Limit = Limit };
        return await session.CallAsync(call, answer => Accepted(answer, mechanism), cancellationToken);
    }

    private static async Task<LoginOutcome> ScramAsync(ISession session, ScramClient scram, CancellationToken cancellationToken)
    {
        var first = await session.CallAsync(Step("CLIENT_FIRST_MESSAGE", scram.First), Spoken, cancellationToken);
        await Computing.WaitAsync(cancellationToken);
        string proof;
        try
        {
            proof = await Task.Run(() => scram.Final(first), cancellationToken);
        }
        finally
        {
            Computing.Release();
        }
        return await session.CallAsync(Step("CLIENT_FINAL_MESSAGE", proof), answer => scram.Believes(Spoken(answer))
            ? new LoginOutcome { Mechanism = LoginRules.Scram, MayShutDown = LoginRules.MayShutDown(answer.Field("user_info")) }
            : throw new LinkException(LoginRules.Auth("What answers does not know the API key that we proved to it: it is not the NAS the key is from.")), cancellationToken);
    }

    private static string Spoken(JsonElement answer) => answer.Text("rfc_str")
        ?? throw new LinkException(LoginRules.Refusal(answer, LoginRules.Scram) ?? LoginRules.Auth("The NAS broke the SCRAM exchange off."));

    private static WireCall Step(string kind, string text) =>
        new("auth.login_ex", WireArguments.Of(("mechanism", LoginRules.Scram), ("scram_type", kind), ("rfc_str", text))) { Limit = Limit };

    private static LoginOutcome Accepted(JsonElement answer, string mechanism) => LoginRules.Refusal(answer, mechanism) is { } refusal
        ? throw new LinkException(refusal)
        : new LoginOutcome { Mechanism = mechanism, MayShutDown = LoginRules.MayShutDown(answer.Field("user_info")) };

    /// <summary>The login of the releases before 25.04, and of a key whose user nobody named.</summary>
    private static async Task<LoginOutcome> PlainAsync(ISession session, NasTarget target, string? key, CancellationToken cancellationToken)
    {
        var call = key is not null
            ? new WireCall("auth.login_with_api_key", WireArguments.Of(key))
            : new WireCall("auth.login", WireArguments.Of(target.Config.UserName, target.Secrets.Password!.Value.Reveal()));
        var mechanism = key is not null ? LoginRules.ApiKeyPlain : LoginRules.PasswordPlain;
        var accepted = await session.CallAsync(call with { Limit = Limit }, answer => answer.ValueKind == JsonValueKind.True, cancellationToken);
        return accepted ? new LoginOutcome { Mechanism = mechanism } : throw new LinkException(LoginRules.Auth(key is not null
            ? "The NAS does not know this API key, or it has expired."
            : "The NAS does not know this user with this password, or wants a second factor."));
    }

    private static ScramClient? Scram(string user, string key) => ScramClient.ForKey(user, key, RandomNumberGenerator.GetBytes(NonceSize));
}
