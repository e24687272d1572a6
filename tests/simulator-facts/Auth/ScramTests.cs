using System.Security.Cryptography;
using System.Text;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Tests.Wire;

namespace NasOrleans.Tests.Auth;

public sealed class ScramTests : IAsyncLifetime
{
    private TrueNasFleet _fleet = null!;

    private Appliance Nas => _fleet.Systems[0];

    public async Task InitializeAsync() => _fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = Release.V26 });

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Scram_RightKey_ProvesBothSides(bool isBound)
    {
        await using var raw = await RawSocket.RpcAsync(Nas);
        var (answer, signature) = await ExchangeAsync(raw, Nas.ApiKey, isBound ? SHA256.HashData(Nas.Certificate.RawData) : null);
        Assert.Equal("SCRAM_RESPONSE", answer["response_type"]!.ToString());
        Assert.Equal("SERVER_FINAL_RESPONSE", answer["scram_type"]!.ToString());
        Assert.Equal($"v={signature}", answer["rfc_str"]!.ToString());
        Assert.NotNull((await raw.CallAsync("system.info"))["result"]);
    }

    [Fact]
    public async Task Scram_WrongKey_IsRefused()
    {
        await using var raw = await RawSocket.RpcAsync(Nas);
        Assert.Equal("AUTH_ERR", (await ExchangeAsync(raw, "1-" + new string('x', 64), null)).Answer["response_type"]!.ToString());
    }

    [Fact]
    public async Task Scram_BoundToAnotherCertificate_IsRefused()
    {
        await using var raw = await RawSocket.RpcAsync(Nas);
        Assert.Equal("AUTH_ERR", (await ExchangeAsync(raw, Nas.ApiKey, new byte[32])).Answer["response_type"]!.ToString());
    }

    [Fact]
    public async Task Scram_OverPlainHttp_LeavesTheKeyAlone()
    {
        await using var plain = await TrueNasFleet.StartAsync(new FleetOptions { Release = Release.V26, Tls = false });
        await using var raw = await RawSocket.RpcAsync(plain.Systems[0]);
        Assert.Equal("SCRAM_RESPONSE", (await ExchangeAsync(raw, plain.Systems[0].ApiKey, null)).Answer["response_type"]!.ToString());
        Assert.False(plain.Systems[0].Accounts.AdminKey.IsRevoked);
    }

    // The client's half, from the description of the protocol.
    private async Task<(JsonObject Answer, string Signature)> ExchangeAsync(RawSocket raw, string key, byte[]? binding)
    {
        var header = binding is null ? "n,," : "p=tls-server-end-point,,";
        var nonce = RandomNumberGenerator.GetBytes(32);
        var bare = $"n=truenas_admin:1,r={Convert.ToBase64String(nonce)}";
        var first = await SayAsync(raw, "CLIENT_FIRST_MESSAGE", header + bare);
        var said = first["rfc_str"]!.ToString();
        var fields = said.Split(',').ToDictionary(each => each[0], each => each[2..]);
        Assert.Equal(nonce, Convert.FromBase64String(fields['r'])[..32]);
        var salted = Rfc2898DeriveBytes.Pbkdf2(key[(key.IndexOf('-', StringComparison.Ordinal) + 1)..], Convert.FromBase64String(fields['s']), int.Parse(fields['i']), HashAlgorithmName.SHA512, 64);
        var clientKey = HMACSHA512.HashData(salted, "Client Key"u8);
        var final = $"c={Convert.ToBase64String([.. Encoding.ASCII.GetBytes(header), .. binding ?? []])},r={fields['r']}";
        var message = Encoding.UTF8.GetBytes($"{bare},{said},{final}");
        var proof = HMACSHA512.HashData(SHA512.HashData(clientKey), message).Zip(clientKey, (one, other) => (byte)(one ^ other)).ToArray();
        var signature = Convert.ToBase64String(HMACSHA512.HashData(HMACSHA512.HashData(salted, "Server Key"u8), message));
        return (await SayAsync(raw, "CLIENT_FINAL_MESSAGE", $"{final},p={Convert.ToBase64String(proof)}"), signature);
    }

    private static async Task<JsonObject> SayAsync(RawSocket raw, string type, string text) => (JsonObject)(await raw.CallAsync(
        "auth.login_ex", new JsonObject { ["mechanism"] = "SCRAM", ["scram_type"] = type, ["rfc_str"] = text }))["result"]!;
}
