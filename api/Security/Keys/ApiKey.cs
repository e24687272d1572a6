using System.Security.Cryptography;

namespace NasOrleans.Api.Security.Keys;

/// <summary>The text of an API key, <c>nas_id_secret</c>. Only the hash of its secret is ever stored.</summary>
internal readonly record struct ApiKey(string Id, string Secret)
{
    private const string Prefix = "nas_";

    public string SecretHash => SecretHasher.Hash(Secret);

    public static ApiKey New() => new(RandomNumberGenerator.GetHexString(12, lowercase: true), SecretHasher.NewSecret());

    public static bool TryParse(string? text, out ApiKey key)
    {
        key = default;
        if (text is null || text.Length > 200 || !text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        if (text.Split('_') is not [_, { Length: > 0 } id, { Length: > 0 } secret]) return false;
        key = new(id, secret);
        return true;
    }

    public override string ToString() => $"{Prefix}{Id}_{Secret}";
}
