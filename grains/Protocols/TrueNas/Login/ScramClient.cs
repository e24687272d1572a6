using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Login;

/// <summary>
/// SCRAM-SHA-512 (RFC 5802) as TrueNAS 26 speaks it, which differs twice: the name is <c>user:id of the key</c>, and the common nonce is
/// the base64 of both nonces' bytes, one after the other.
/// </summary>
internal sealed class ScramClient
{
    private const string Header = "n,,";
    private const int MinIterations = 4096;
    private const int MaxIterations = 5_000_000;
    private const int HashSize = SHA512.HashSizeInBytes;

    private readonly byte[] _nonce;
    private readonly string _password;
    private readonly string _firstBare;
    private byte[] _expected = [];

    private ScramClient(string name, string password, byte[] nonce)
    {
        (_password, _nonce) = (password, nonce);
        _firstBare = $"n={name.Replace("=", "=3D").Replace(",", "=2C")},r={Convert.ToBase64String(nonce)}";
    }

    public string First => Header + _firstBare;

    /// <summary>A key is <c>id-secret</c>.</summary>
    public static ScramClient? ForKey(string userName, string key, byte[] nonce) =>
        key.IndexOf('-') is > 0 and var dash && dash < key.Length - 1 ? new ScramClient($"{userName}:{key[..dash]}", key[(dash + 1)..], nonce) : null;

    /// <summary>Answers <c>r=…,s=…,i=…</c> with the proof.</summary>
    public string Final(string serverFirst)
    {
        var fields = Fields(serverFirst);
        var nonce = fields.GetValueOrDefault('r', "");
        var salt = Bytes(fields.GetValueOrDefault('s', ""));
        if (!int.TryParse(fields.GetValueOrDefault('i'), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) || rounds is < MinIterations or > MaxIterations)
            throw Unexpected($"{fields.GetValueOrDefault('i', "no")} rounds");
        var common = Bytes(nonce);
        if (common.Length <= _nonce.Length || !common.AsSpan().StartsWith(_nonce)) throw Unexpected("a nonce that is not made from ours");

        var withoutProof = $"c={Convert.ToBase64String(Encoding.UTF8.GetBytes(Header))},r={nonce}";
        var said = Encoding.UTF8.GetBytes($"{_firstBare},{serverFirst},{withoutProof}");
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(_password), salt, rounds, HashAlgorithmName.SHA512, HashSize);
        var clientKey = HMACSHA512.HashData(salted, "Client Key"u8);
        var proof = HMACSHA512.HashData(SHA512.HashData(clientKey), said);
        for (var i = 0; i < proof.Length; i++) proof[i] ^= clientKey[i];
        _expected = HMACSHA512.HashData(HMACSHA512.HashData(salted, "Server Key"u8), said);
        return $"{withoutProof},p={Convert.ToBase64String(proof)}";
    }

    /// <summary>Whether the other side knows the key as well: <c>v=…</c>.</summary>
    public bool Believes(string serverFinal) =>
        _expected.Length > 0 && CryptographicOperations.FixedTimeEquals(Bytes(Fields(serverFinal).GetValueOrDefault('v', "")), _expected);

    private static Dictionary<char, string> Fields(string message) => message.Split(',')
        .Where(field => field.Length >= 2 && field[1] == '=').GroupBy(field => field[0]).ToDictionary(fields => fields.Key, fields => fields.First()[2..]);

    private static byte[] Bytes(string base64)
    {
        var buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, buffer, out var length) ? buffer[..length] : [];
    }

    private static LinkException Unexpected(string what) => new(LinkError.Protocol, LinkStage.Auth, $"The NAS answered SCRAM with {what}.");
}
