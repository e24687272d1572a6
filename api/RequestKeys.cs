using System.Security.Cryptography;
using System.Text;

namespace NasOrleans.Api;

/// <summary>Idempotency keys: the same key from the same side always means the same thing.</summary>
internal static class RequestKeys
{
    public const string Form = "A key is 1 to 255 visible ASCII characters.";

    private const int MaxLength = 255;

    public static bool IsKey(string key) => key.Length is > 0 and <= MaxLength && key.All(c => c is > ' ' and <= '~');

    /// <summary>A uuid that these parts always lead to (version 8 of RFC 9562: made of a hash).</summary>
    public static Guid Uuid(params string[] parts)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
