using System.Text.Json;
using NasOrleans.Protocols.TrueNas;
using NasOrleans.Protocols.TrueNas.Login;
using NasOrleans.Secrets;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Tests.Protocols.TrueNas.Login;

public sealed class LoginRulesTests
{
    private static readonly ConnectionConfig Config = new() { Host = "nas", UserName = "root" };
    private static readonly ConnectionSecrets Key = new() { ApiKey = new Secret("1-abc") };
    private static readonly ConnectionSecrets Password = new() { Password = new Secret("pw") };

    [Fact]
    public void Objection_ToAKeyOverPlainHttp_TellsWhatTheNasWouldDo()
    {
        var objection = LoginRules.Objection(Config with { UseHttps = false }, Key with { Password = new Secret("pw") });

        Assert.True(objection is { Error: LinkError.Validation, Stage: LinkStage.Settings, NeedsSomebody: true });
        Assert.Contains("withdraws every key", objection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Objection_ToWhatCanWork_IsNone()
    {
        Assert.Null(LoginRules.Objection(Config, Key));
        Assert.Null(LoginRules.Objection(Config with { UserName = "" }, Key));
        Assert.Null(LoginRules.Objection(Config with { UseHttps = false }, Password));
    }

    [Fact]
    public void Objection_ToNothingToProveWith_IsASettingsFault()
    {
        Assert.Equal(LinkStage.Settings, LoginRules.Objection(Config, new ConnectionSecrets())!.Stage);
        Assert.Equal(LinkStage.Settings, LoginRules.Objection(Config with { UserName = "" }, Password)!.Stage);
    }

    [Fact]
    public void Scram_IsForThoseWhomNobodyVouchesFor()
    {
        Assert.True(LoginRules.PrefersScram(Config with { Trust = TlsTrust.Ignore }, NasVersion.V26));
        Assert.False(LoginRules.PrefersScram(Config with { Trust = TlsTrust.Pinned }, NasVersion.V26));
        Assert.False(LoginRules.PrefersScram(Config with { Trust = TlsTrust.Ignore }, NasVersion.V2510));
    }

    [Theory]
    [InlineData("""{"response_type":"AUTH_ERR"}""", LinkError.Auth)]
    [InlineData("""{"response_type":"EXPIRED"}""", LinkError.Auth)]
    [InlineData("""{"response_type":"OTP_REQUIRED","username":"root"}""", LinkError.Auth)]
    [InlineData("""{"response_type":"DENIED"}""", LinkError.Permission)]
    [InlineData("""{"response_type":"REDIRECT","urls":["10.0.0.11"]}""", LinkError.Busy)]
    [InlineData("""{"response_type":"SOMETHING_NEW"}""", LinkError.Protocol)]
    [InlineData("""true""", LinkError.Protocol)]
    public void Refusal_EveryAnswer_HasItsClass(string answer, LinkError error) =>
        Assert.Equal(error, LoginRules.Refusal(JsonElement.Parse(answer), LoginRules.ApiKeyPlain)!.Error);

    [Fact]
    public void Refusal_OfSuccess_IsNone() => Assert.Null(LoginRules.Refusal(JsonElement.Parse("""{"response_type":"SUCCESS"}"""), LoginRules.ApiKeyPlain));

    [Theory]
    [InlineData("""{"privilege":{"roles":{"$set":["FULL_ADMIN"]}}}""", true)]
    [InlineData("""{"privilege":{"roles":{"$set":["READONLY_ADMIN"]}}}""", false)]
    [InlineData("""{"privilege":{"allowlist":[{"method":"*","resource":"*"}]}}""", true)]
    [InlineData("""{"pw_name":"root"}""", null)]
    [InlineData("""null""", null)]
    public void MayShutDown_IsReadFromTheRoles(string user, bool? may) => Assert.Equal(may, LoginRules.MayShutDown(JsonElement.Parse(user)));
}
