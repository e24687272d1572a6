using System.Buffers.Binary;
using System.Text;

namespace NasOrleans.Silo.Configuration;

/// <summary>Whether a text is a private key that can be used with nobody there to type its passphrase.</summary>
internal static class PrivateKeyText
{
    // https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key
    // -----BEGIN OPENSSH PRIVATE KEY-----
    // base64 of "openssh-key-v1" 0x00, then the length and the name of the cipher, which is "none" without a passphrase
    // -----END OPENSSH PRIVATE KEY-----
    private const string Begin = "-----BEGIN OPENSSH PRIVATE KEY-----";
    private static readonly byte[] Magic = [.. "openssh-key-v1"u8, 0];

    /// <summary>What is wrong with it, to be read behind the name of its file; null when nothing is.</summary>
    public static string? Objection(string text)
    {
        text = text.Trim();
        if (text.StartsWith("ssh-", StringComparison.Ordinal) || text.StartsWith("ecdsa-", StringComparison.Ordinal)) return "is a public key; the private one stands beside it, without .pub";
        if (!text.Contains("PRIVATE KEY-----", StringComparison.Ordinal)) return "holds no private key";
        return IsLocked(text) ? "is protected by a passphrase, which nobody is there to type; make a key without one" : null;
    }

    private static bool IsLocked(string text)
    {
        if (text.Contains("ENCRYPTED", StringComparison.Ordinal)) return true;
        if (!text.StartsWith(Begin, StringComparison.Ordinal)) return false;
        var end = text.IndexOf("-----END", StringComparison.Ordinal);
        var bytes = new byte[text.Length];
        if (end < 0 || !Convert.TryFromBase64String(text[Begin.Length..end], bytes, out var length) || length < Magic.Length + 8 || !bytes.AsSpan().StartsWith(Magic)) return false;
        var name = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(Magic.Length));
        return name is > 0 and < 64 && Magic.Length + 4 + name <= length && Encoding.ASCII.GetString(bytes, Magic.Length + 4, name) != "none";
    }
}
