using System.Collections.Immutable;
using System.Security.Cryptography;

namespace NasOrleans.Protocols.Ssh;

/// <summary>The key by which a host is known: its type and its blob in base64, as in a <c>known_hosts</c> file.</summary>
internal sealed record HostKey(string Type, string Blob)
{
    private const int MaxBlob = 16 * 1024;

    // What we would rather be shown when a host has several.
    private static readonly string[] Preferred = ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa"];

    /// <summary>As <c>ssh-keygen -l</c> shows it.</summary>
    public string Fingerprint { get; } = "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(Blob))).TrimEnd('=');

    public string KnownAs(string name) => $"{name} {Type} {Blob}\n";

    /// <summary>Reads the lines <c>host type blob</c> of a scan, the preferred key first; what is no key is left out.</summary>
    public static ImmutableArray<HostKey> Parse(string scanned) =>
    [
        .. scanned.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Line).OfType<HostKey>().OrderBy(key => Array.IndexOf(Preferred, key.Type)),
    ];

    public static bool IsFingerprint(string? text) =>
        text is ['S', 'H', 'A', '2', '5', '6', ':', ..] && text.Length == 50 && text[7..].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/');

    private static HostKey? Line(string line)
    {
        var words = line.Split(' ');
        if (line.StartsWith('#') || words.Length < 3 || Array.IndexOf(Preferred, words[1]) < 0 || words[2].Length > MaxBlob) return null;
        return Convert.TryFromBase64String(words[2], new byte[words[2].Length], out var length) && length > 0 ? new(words[1], words[2]) : null;
    }
}
