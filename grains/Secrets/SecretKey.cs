using System.Security.Cryptography;

namespace NasOrleans.Secrets;

/// <summary>The key of the secrets box, from a file or given as a value.</summary>
public sealed class SecretKey
{
    public const int Length = 32;

    private readonly byte[] _bytes;
    private readonly string? _file;

    private SecretKey(byte[] bytes, string? file)
    {
        _bytes = bytes;
        _file = file;
        Id = Convert.ToHexStringLower(SHA256.HashData([.. "nas secret key"u8, .. bytes]).AsSpan(0, 4));
    }

    /// <summary>Tells keys apart without giving them away.</summary>
    public string Id { get; }

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>A key from the environment: base64 of 32 bytes.</summary>
    /// <exception cref="SecretException">The value is no key.</exception>
    public static SecretKey FromValue(string value) => new(Parse(value, "The given secrets key"), null);

    internal static SecretKey FromFile(string path, string content) => new(Parse(content, path), path);

    /// <summary>
    /// Before anything is encrypted: what is sealed with a key that is no longer on disk is lost with this process.
    /// </summary>
    /// <exception cref="SecretException">The key's file is gone or holds another key.</exception>
    internal void RequireUnchanged()
    {
        if (_file is null) return;
        if (!CryptographicOperations.FixedTimeEquals(_bytes, SecretKeyFile.Open(_file)._bytes))
            throw new SecretException($"{_file} holds another key than at start, so nothing is encrypted. Put the old key back, or restart to use the new one.");
    }

    private static byte[] Parse(string text, string source)
    {
        var bytes = new byte[Length + 1];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == Length
            ? bytes[..Length]
            : throw new SecretException($"{source} is damaged or no key: base64 of {Length} bytes is expected. Restore the key from its backup.");
    }
}
