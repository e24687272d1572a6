using System.Security.Cryptography;
using System.Text;

namespace NasOrleans.Secrets;

/// <summary>
/// Seals secrets with AES-256-GCM for storage. The identity of the record they belong to is authenticated with them, so that a
/// sealed secret moved to another record does not open. Form: <c>v1:key id:base64 of nonce, tag and cipher text</c>.
/// </summary>
public sealed class SecretBox(SecretKey key)
{
    private const string Version = "v1";
    private const int NonceLength = 12, TagLength = 16, CipherAt = NonceLength + TagLength;

    /// <exception cref="SecretException">The key on disk is missing or changed.</exception>
    public string Encrypt(Secret secret, string identity)
    {
        key.RequireUnchanged();
        var plain = Encoding.UTF8.GetBytes(secret.Reveal());
        var sealedBytes = new byte[CipherAt + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(CipherAt), sealedBytes.AsSpan(NonceLength, TagLength), AssociatedData(identity));
        CryptographicOperations.ZeroMemory(plain);
        return $"{Version}:{key.Id}:{Convert.ToBase64String(sealedBytes)}";
    }

    /// <exception cref="SecretException">It was sealed with another key, for another record, or changed since.</exception>
    public Secret Decrypt(string text, string identity)
    {
        if (text.Split(':') is not [Version, var id, var base64] || !TryDecode(base64, out var sealedBytes))
            throw new SecretException($"The secret of {identity} is not in a form that is known here. Enter it anew.");
        if (id != key.Id)
            throw new SecretException($"The secret of {identity} was encrypted with another key ({id}; this one is {key.Id}). Restore that key or enter the secret anew.");

        var plain = new byte[sealedBytes.Length - CipherAt];
        try
        {
            using var aes = new AesGcm(key.Bytes, TagLength);
            aes.Decrypt(sealedBytes.AsSpan(0, NonceLength), sealedBytes.AsSpan(CipherAt), sealedBytes.AsSpan(NonceLength, TagLength), plain, AssociatedData(identity));
            return new Secret(Encoding.UTF8.GetString(plain));
        }
        catch (AuthenticationTagMismatchException fault)
        {
            throw new SecretException($"The secret of {identity} was changed or belongs to another record. Enter it anew.", fault);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static byte[] AssociatedData(string identity) => Encoding.UTF8.GetBytes($"nas secret {Version}\0{identity}");

    private static bool TryDecode(string base64, out byte[] bytes)
    {
        bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || length < CipherAt) return false;
        bytes = bytes[..length];
        return true;
    }
}
