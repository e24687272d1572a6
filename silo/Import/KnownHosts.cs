using System.Security.Cryptography;
using System.Text;

namespace NasOrleans.Silo.Import;

/// <summary>What OpenSSH's known_hosts says of a host.</summary>
internal static class KnownHosts
{
    // nas.local,192.168.1.20 ssh-ed25519 AAAAC3Nza…
    // |1|salt|hash ssh-ed25519 AAAAC3Nza…      the HMAC-SHA1 of the name
    /// <summary>The SHA-256 of its key, Ed25519 before others; null when it has none there.</summary>
    public static string? HostKey(string knownHosts, string host)
    {
        var keys = knownHosts.Split('\n')
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(words => words.Length >= 3 && words[0].Split(',').Any(name => IsHost(name, host)))
            .OrderByDescending(words => words[1] == "ssh-ed25519");
        foreach (var words in keys)
        {
            var bytes = new byte[words[2].Length];
            if (Convert.TryFromBase64String(words[2], bytes, out var length))
                return "SHA256:" + Convert.ToBase64String(SHA256.HashData(bytes.AsSpan(0, length))).TrimEnd('=');
        }

        return null;
    }

    private static bool IsHost(string name, string host)
    {
        if (!name.StartsWith("|1|", StringComparison.Ordinal)) return name.Equals(host, StringComparison.OrdinalIgnoreCase);
        var parts = name.Split('|');
        if (parts.Length != 4) return false;
        var (salt, hash) = (new byte[parts[2].Length], new byte[parts[3].Length]);
        if (!Convert.TryFromBase64String(parts[2], salt, out var salted) || !Convert.TryFromBase64String(parts[3], hash, out var hashed)) return false;
#pragma warning disable CA5350 // The format of the file, not a matter of ours.
        return HMACSHA1.HashData(salt.AsSpan(0, salted), Encoding.UTF8.GetBytes(host)).AsSpan().SequenceEqual(hash.AsSpan(0, hashed));
#pragma warning restore CA5350
    }
}
