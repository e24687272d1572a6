using System.Security.Cryptography;
using System.Text;
using NasOrleans.Protocols;
using NasOrleans.Protocols.TrueNas.Login;

namespace NasOrleans.Tests.Protocols.TrueNas.Login;

/// <summary>The other side is worked out here by the steps of RFC 5802, section 3.</summary>
public sealed class ScramClientTests
{
    private const int Rounds = 50_000;
    private static readonly byte[] Nonce = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];
    private static readonly byte[] ServerNonce = [.. Enumerable.Range(101, 32).Select(n => (byte)n)];
    private static readonly byte[] Salt = "a salt of some kind"u8.ToArray();

    private static string ServerFirst => $"r={Convert.ToBase64String([.. Nonce, .. ServerNonce])},s={Convert.ToBase64String(Salt)},i={Rounds}";

    [Fact]
    public void First_NamesUserAndKey() =>
        Assert.Equal($"n,,n=root:5,r={Convert.ToBase64String(Nonce)}", ScramClient.ForKey("root", "5-secret", Nonce)!.First);

    [Theory]
    [InlineData("secret")]
    [InlineData("-secret")]
    [InlineData("5-")]
    public void ForKey_WithoutItsTwoHalves_IsNone(string key) => Assert.Null(ScramClient.ForKey("root", key, Nonce));

    [Fact]
    public void Final_ProvesTheSecret_AndTheServerProvesItToo()
    {
        var client = ScramClient.ForKey("root", "5-secret", Nonce)!;
        var final = client.Final(ServerFirst);

        var withoutProof = final[..final.LastIndexOf(",p=", StringComparison.Ordinal)];
        var said = Encoding.UTF8.GetBytes($"{client.First[3..]},{ServerFirst},{withoutProof}");
        var salted = Rfc2898DeriveBytes.Pbkdf2("secret", Salt, Rounds, HashAlgorithmName.SHA512, 64);
        var stored = SHA512.HashData(HMACSHA512.HashData(salted, "Client Key"u8));
        var signature = HMACSHA512.HashData(stored, said);
        var proof = Convert.FromBase64String(final[(final.LastIndexOf(",p=", StringComparison.Ordinal) + 3)..]);
        var recovered = proof.Zip(signature, (a, b) => (byte)(a ^ b)).ToArray();

        Assert.Equal($"c=biws,r={Convert.ToBase64String([.. Nonce, .. ServerNonce])}", withoutProof);
        Assert.Equal(stored, SHA512.HashData(recovered));
        var verifier = HMACSHA512.HashData(HMACSHA512.HashData(salted, "Server Key"u8), said);
        Assert.True(client.Believes($"v={Convert.ToBase64String(verifier)}"));
        verifier[0] ^= 1;
        Assert.False(client.Believes($"v={Convert.ToBase64String(verifier)}"));
        Assert.False(client.Believes("e=invalid-proof"));
    }

    [Fact]
    public void Believes_BeforeAnythingWasProved_IsFalse() => Assert.False(ScramClient.ForKey("root", "5-secret", Nonce)!.Believes("v="));

    [Theory]
    [InlineData("i=50000", "i=1")]
    [InlineData("i=50000", "i=999999999")]
    [InlineData("r=", "x=")]
    [InlineData("r=A", "r=B")]
    public void Final_OfASuspiciousServer_IsRefused(string from, string to) =>
        Assert.Throws<LinkException>(() => ScramClient.ForKey("root", "5-secret", Nonce)!.Final(ServerFirst.Replace(from, to, StringComparison.Ordinal)));
}
