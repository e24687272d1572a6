using NasOrleans.Access;

namespace NasOrleans.Api.Access;

internal sealed record SignIn(string? User, string? Password);

internal sealed record SetUp(string? Token, string? User, string? Password);

internal sealed record PasswordChange(string? Current, string? Password);

/// <summary>Who is asking, and by which way in: session, key or local.</summary>
internal sealed record SessionView(string Actor, Role Role, string Via);

internal sealed record AddKey(string? Name, Role? Role, DateTimeOffset? ExpiresAt = null);

/// <summary>An API key without its secret.</summary>
internal sealed record KeyView(string Id, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    public static KeyView Of(ApiKeyRecord key) => new(key.Id, key.Name, key.Role, key.CreatedAt, key.ExpiresAt);
}

/// <summary>A new API key. Its text is shown this once.</summary>
internal sealed record NewKeyView(string Id, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string Key);
