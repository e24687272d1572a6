using System.Security.Cryptography;
using System.Text;

namespace NasOrleans.Simulators.TrueNas.Auth;

/// <summary>
/// The server's half of SCRAM-SHA-512 as TrueNAS 26 has it, which differs from RFC 5802 in two things: the name is "user:keyid",
/// and the nonce of both is the base64 of their bytes put together, not one text after the other.
/// </summary>
internal sealed class ScramExchange
{
    private const int NonceBytes = 32;
    private readonly string _clientBare;
    private readonly string _serverFirst;
    private readonly string _nonce;
    private readonly string _gs2Header;
    private readonly byte[] _storedKey;
    private readonly byte[] _serverKey;
    private readonly byte[]? _binding;

    private ScramExchange(ScramFirst first, ApiKey key, byte[]? binding)
    {
        (_clientBare, _gs2Header, _binding) = (first.Bare, first.Gs2Header, binding);
        _nonce = Convert.ToBase64String([.. first.ClientNonce, .. RandomNumberGenerator.GetBytes(NonceBytes)]);
        _serverFirst = $"r={_nonce},s={Convert.ToBase64String(key.Salt)},i={Iterations}";
        var salted = Rfc2898DeriveBytes.Pbkdf2(key.Secret, key.Salt, Iterations, HashAlgorithmName.SHA512, 64);
        _storedKey = SHA512.HashData(HMACSHA512.HashData(salted, "Client Key"u8));
        _serverKey = HMACSHA512.HashData(salted, "Server Key"u8);
    }

    /// <summary>As few as the protocol allows: each login costs this much on both sides.</summary>
    public const int Iterations = 50_000;

    public string ServerFirst => _serverFirst;

    public static ScramExchange Start(ScramFirst first, ApiKey key, byte[]? binding) => new(first, key, binding);

    /// <summary>The server's last word ("v=..."); null when the client could not prove that it knows the secret.</summary>
    public string? Finish(string clientFinal)
    {
        var proofAt = clientFinal.LastIndexOf(",p=", StringComparison.Ordinal);
        if (proofAt < 0) return null;
        var withoutProof = clientFinal[..proofAt];
        var fields = withoutProof.Split(',');
        if (fields.Length < 2 || fields[0] != $"c={Convert.ToBase64String(ExpectedBinding())}" || fields[1] != $"r={_nonce}") return null;
        var proof = new byte[64];
        if (!Convert.TryFromBase64String(clientFinal[(proofAt + 3)..], proof, out var written) || written != 64) return null;

        var message = Encoding.UTF8.GetBytes($"{_clientBare},{_serverFirst},{withoutProof}");
        var signature = HMACSHA512.HashData(_storedKey, message);
        for (var at = 0; at < proof.Length; at++) proof[at] ^= signature[at];
        return CryptographicOperations.FixedTimeEquals(SHA512.HashData(proof), _storedKey)
            ? $"v={Convert.ToBase64String(HMACSHA512.HashData(_serverKey, message))}"
            : null;
    }

    private byte[] ExpectedBinding()
    {
        var header = Encoding.UTF8.GetBytes(_gs2Header);
        return _gs2Header.StartsWith("p=", StringComparison.Ordinal) ? [.. header, .. _binding ?? []] : header;
    }
}

/// <summary>The client's first message: "n,,n=root:3,r=base64" or with "p=tls-server-end-point,," in front.</summary>
internal sealed record ScramFirst(string Gs2Header, string Bare, string UserName, int KeyId, byte[] ClientNonce)
{
    public static ScramFirst? Read(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        var second = comma < 0 ? -1 : text.IndexOf(',', comma + 1);
        if (second < 0) return null;
        var header = text[..(second + 1)];
        if (!(header is "n,," or "y,," or "p=tls-server-end-point,,")) return null;
        var bare = text[(second + 1)..];
        var fields = bare.Split(',');
        if (fields.Length < 2 || !fields[0].StartsWith("n=", StringComparison.Ordinal) || !fields[1].StartsWith("r=", StringComparison.Ordinal)) return null;
        var name = fields[0][2..];
        var colon = name.LastIndexOf(':');
        var nonce = new byte[64];
        return colon > 0 && int.TryParse(name.AsSpan(colon + 1), out var id) && Convert.TryFromBase64String(fields[1][2..], nonce, out var length) && length == 32
            ? new ScramFirst(header, bare, name[..colon], id, nonce[..length])
            : null;
    }
}
