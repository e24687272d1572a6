using System.Security.Cryptography;
using System.Text;

namespace NasOrleans.Api.Security;

/// <summary>Passwords as <c>pbkdf2-sha256$rounds$salt$hash</c>: the text says how to check it, so that the cost can grow later.</summary>
public static class PasswordHasher
{
    public const int MinLength = 12;
    public const int MaxLength = 256;

    private const string Algorithm = "pbkdf2-sha256";
    private const int Rounds = 600_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    private static readonly string Nobody = Hash(SecretHasher.NewSecret());

    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return $"{Algorithm}${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, Rounds))}";
    }

    /// <summary>Without a stored hash it works just as long and says no, so that time does not tell which users exist.</summary>
    public static bool Verify(string password, string? stored)
    {
        var parts = (stored ?? Nobody).Split('$');
        if (parts is not [Algorithm, var rounds, var salt, var hash] || !int.TryParse(rounds, out var count)) return false;
        var derived = Derive(password, Convert.FromBase64String(salt), count);
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(hash)) && stored is not null;
    }

    private static byte[] Derive(string password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, rounds, HashAlgorithmName.SHA256, HashBytes);
}
