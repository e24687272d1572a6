using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace NasOrleans.Simulators.TrueNas.Auth;

/// <summary>What an allowlist of 22.12 to 24.10 lets a key do; "*" stands for anything in both.</summary>
public sealed record Allowed(string Method, string Resource)
{
    public bool Fits(string method, string resource) => FitsOne(Method, method) && FitsOne(Resource, resource);

    private static bool FitsOne(string pattern, string text)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? string.Equals(pattern, text, StringComparison.Ordinal)
            : text.StartsWith(pattern[..star], StringComparison.Ordinal) && text.EndsWith(pattern[(star + 1)..], StringComparison.Ordinal);
    }
}

/// <summary>An API key: "id-secret" on the wire.</summary>
public sealed record ApiKey
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required string UserName { get; init; }

    public required string Secret { get; init; }

    public DateTimeOffset Created { get; init; }

    /// <summary>Null never; a moment in the past has expired.</summary>
    public DateTimeOffset? Expires { get; init; }

    public bool IsRevoked { get; init; }

    public string? RevokedReason { get; init; }

    public ImmutableArray<Allowed> Allowlist { get; init; } = [];

    /// <summary>What SCRAM mixes into the secret; it stays as long as the secret does.</summary>
    public byte[] Salt => SHA512.HashData(Encoding.UTF8.GetBytes(Secret))[..16];

    public string Text => $"{Id}-{Secret}";

    /// <summary>The number before the dash and what follows; null when it has another shape.</summary>
    public static (int Id, string Secret)? Split(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && int.TryParse(text.AsSpan(0, dash), out var id) ? (id, text[(dash + 1)..]) : null;
    }
}
