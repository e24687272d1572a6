using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Auth;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Tests.Wire;

namespace NasOrleans.Tests.Auth;

public sealed class LoginTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private TrueNasFleet _fleet = null!;

    private Appliance Nas => _fleet.Systems[0];

    public async Task InitializeAsync() => _fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = Release.V2510, Time = _time });

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public async Task Key_Right_TellsWhoOneIs()
    {
        await using var raw = await RawSocket.RpcAsync(Nas);
        var answer = await raw.LoginAsync(Nas.UserName, Nas.ApiKey);
        Assert.Equal("LEVEL_1", answer["authenticator"]!.ToString());
        Assert.Equal("""{"$set":["FULL_ADMIN"]}""", answer["user_info"]!["privilege"]!["roles"]!.ToJsonString());
        Assert.Equal(Nas.UserName, (await raw.CallAsync("auth.me"))["result"]!["pw_name"]!.ToString());
    }

    [Fact]
    public async Task Key_WrongOrOfAnother_IsAResult()
    {
        await using var raw = await RawSocket.RpcAsync(Nas);
        Assert.Equal("AUTH_ERR", (await raw.LoginAsync(Nas.UserName, "1-nonsense"))["response_type"]!.ToString());
        Assert.Equal("AUTH_ERR", (await raw.LoginAsync("monitor", Nas.ApiKey))["response_type"]!.ToString());
        Nas.Faults.Set(Fault.RefusesCredentials);
        Assert.Equal("AUTH_ERR", (await raw.LoginAsync(Nas.UserName, Nas.ApiKey))["response_type"]!.ToString());
    }

    [Fact]
    public async Task Key_Expired_SaysSo()
    {
        await using var raw = await RawSocket.RpcAsync(Nas);
        Nas.Accounts.Expire(1);
        Assert.Equal("EXPIRED", (await raw.LoginAsync(Nas.UserName, Nas.ApiKey))["response_type"]!.ToString());
    }

    [Fact]
    public async Task Key_OverPlainHttp_IsRevoked_PasswordIsNot()
    {
        await using var plain = await TrueNasFleet.StartAsync(new FleetOptions { Tls = false });
        var nas = plain.Systems[0];
        await using var raw = await RawSocket.RpcAsync(nas);
        Assert.Equal("EXPIRED", (await raw.LoginAsync(nas.UserName, nas.ApiKey))["response_type"]!.ToString());
        Assert.True(nas.Accounts.AdminKey.IsRevoked);
        var byPassword = await raw.CallAsync("auth.login_ex", new JsonObject { ["mechanism"] = "PASSWORD_PLAIN", ["username"] = nas.UserName, ["password"] = nas.Password });
        Assert.Equal("SUCCESS", byPassword["result"]!["response_type"]!.ToString());
        var row = (await raw.CallAsync("api_key.query", new JsonArray(new JsonArray("id", "=", 1)), new JsonObject { ["get"] = true }))["result"]!;
        Assert.True(row["revoked"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Key_OverPlainHttp_Before2504IsLeftAlone()
    {
        await using var plain = await TrueNasFleet.StartAsync(new FleetOptions { Tls = false, Release = Release.Scale2410 });
        await using var raw = await RawSocket.LegacyAsync(plain.Systems[0]);
        Assert.True((await raw.LegacyCallAsync("auth.login_with_api_key", plain.Systems[0].ApiKey))["result"]!.GetValue<bool>());
    }

    [Fact]
    public async Task SecondFactor_ThreeMoreTries_ThenRefused()
    {
        var secret = "12345678901234567890"u8.ToArray();
        Nas.Accounts.Put(Nas.Accounts.Admin with { OtpSecret = secret });
        await using var raw = await RawSocket.RpcAsync(Nas);
        var password = new JsonObject { ["mechanism"] = "PASSWORD_PLAIN", ["username"] = "truenas_admin", ["password"] = Nas.Accounts.User("truenas_admin")!.Password };
        Assert.Equal("OTP_REQUIRED", (await raw.CallAsync("auth.login_ex", password.DeepClone()))["result"]!["response_type"]!.ToString());
        foreach (var expected in new[] { "OTP_REQUIRED", "OTP_REQUIRED", "OTP_REQUIRED", "AUTH_ERR" }) Assert.Equal(expected, await OtpAsync(raw, "000000"));
        Assert.Equal(22, (int)(await raw.CallAsync("auth.login_ex", new JsonObject { ["mechanism"] = "OTP_TOKEN", ["otp_token"] = "1" }))["error"]!["data"]!["error"]!);
        await raw.CallAsync("auth.login_ex", password.DeepClone());
        Assert.Equal("SUCCESS", await OtpAsync(raw, Totp.Code(secret, _time.GetUtcNow())));
    }

    [Fact]
    public async Task Token_SingleUse_WorksOnce()
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        var token = (await raw.CallAsync("auth.generate_token", 600, new JsonObject(), true, true))["result"]!.ToString();
        foreach (var expected in new[] { "SUCCESS", "AUTH_ERR" })
        {
            await using var other = await RawSocket.RpcAsync(Nas);
            var answer = await other.CallAsync("auth.login_ex", new JsonObject { ["mechanism"] = "TOKEN_PLAIN", ["token"] = token });
            Assert.Equal(expected, answer["result"]!["response_type"]!.ToString());
        }
    }

    [Fact]
    public async Task Token_UnusedForItsTime_HasRunOut()
    {
        await using var raw = await RawSocket.AdminAsync(Nas);
        var token = (await raw.CallAsync("auth.generate_token", 5))["result"]!.ToString();
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.False((await raw.CallAsync("auth.login_with_token", token))["result"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Session_After30Days_IsLoggedOutByTheNextMessage()
    {
        Nas.Faults.Set(Fault.NoIdleCut);
        await using var raw = await RawSocket.AdminAsync(Nas);
        _time.Advance(TimeSpan.FromDays(30.1));
        Assert.Equal(207, (int)(await raw.CallAsync("system.info"))["error"]!["data"]!["error"]!);
    }

    [Fact]
    public async Task Standby_SendsToTheOtherController_UntilThatIsGone()
    {
        await using var pair = await TrueNasFleet.StartAsync(new FleetOptions { Systems = 2, Profile = Profile.Ha });
        var (master, backup) = (pair.Systems[0], pair.Systems[1]);
        await using (var raw = await RawSocket.RpcAsync(backup))
        {
            var answer = await raw.LoginAsync(backup.UserName, backup.ApiKey);
            Assert.Equal("REDIRECT", answer["response_type"]!.ToString());
            Assert.Equal(master.Host, answer["urls"]![0]!.ToString());
        }
        master.CutPower();
        Assert.Equal(PairRole.Master, backup.PairRole);
        await using var after = await RawSocket.AdminAsync(backup);
    }

    [Fact]
    public async Task Allowlist_Of2410_DecidesWhatAKeyMay()
    {
        await using var older = await TrueNasFleet.StartAsync(new FleetOptions { Release = Release.Scale2410 });
        var nas = older.Systems[0];
        await using var raw = await RawSocket.LegacyAsync(nas);
        await raw.LegacyCallAsync("auth.login_with_api_key", nas.ReadOnlyKey);
        Assert.NotNull((await raw.LegacyCallAsync("system.info"))["result"]);
        Assert.Equal(13, (int)(await raw.LegacyCallAsync("system.shutdown"))["error"]!["error"]!);
    }

    private static async Task<string> OtpAsync(RawSocket raw, string code) =>
        (await raw.CallAsync("auth.login_ex_continue", new JsonObject { ["mechanism"] = "OTP_TOKEN", ["otp_token"] = code }))["result"]!["response_type"]!.ToString();
}
