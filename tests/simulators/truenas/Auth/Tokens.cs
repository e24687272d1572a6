using System.Collections.Concurrent;

namespace NasOrleans.Simulators.TrueNas.Auth;

/// <summary>The tokens that a login may make for itself; one lives as long as it is used.</summary>
internal sealed class Tokens(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Token> _tokens = new(concurrencyLevel: 1, capacity: 1);

    public string Make(Login login, TimeSpan lifetime, bool isSingleUse, string? origin)
    {
        var text = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)).ToLowerInvariant();
        _tokens[text] = new Token(login, lifetime, isSingleUse, origin, clock.GetUtcNow());
        return text;
    }

    /// <summary>The login behind a token; null when it is unknown, has run out or belongs to another address.</summary>
    public Login? Use(string text, string origin)
    {
        if (!_tokens.TryGetValue(text, out var token)) return null;
        var now = clock.GetUtcNow();
        if (now - token.UsedAt > token.Lifetime)
        {
            _tokens.TryRemove(text, out _);
            return null;
        }
        if (token.Origin is { } only && !string.Equals(only, origin, StringComparison.Ordinal)) return null;
        if (token.IsSingleUse && !_tokens.TryRemove(text, out _)) return null;
        if (!token.IsSingleUse) _tokens[text] = token with { UsedAt = now };
        return token.Login;
    }

    public void Clear() => _tokens.Clear();

    private sealed record Token(Login Login, TimeSpan Lifetime, bool IsSingleUse, string? Origin, DateTimeOffset UsedAt);
}
