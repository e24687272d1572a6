using System.Security.Cryptography;
using System.Text;

namespace NasOrleans.Api.Security;

/// <summary>Secrets that we make ourselves: long and random, so that one plain SHA-256 keeps them.</summary>
public static class SecretHasher
{
    private const int HexDigits = 48;

    /// <summary>192 random bits as text.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetHexString(HexDigits, lowercase: true);

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Compares in a time that does not depend on where the two differ.</summary>
    public static bool Matches(string secret, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(secret)), Encoding.ASCII.GetBytes(hash));
}
