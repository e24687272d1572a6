using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Access;

/// <summary>A person who signs in. The password hash describes its own algorithm and salt.</summary>
[GenerateSerializer, Immutable, Alias("nas.user-record")]
public sealed record UserRecord
{
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public Role Role { get; init; }

    [Id(2)] public required string PasswordHash { get; init; }

    [Id(3)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Grows with each change of password or role; a cookie of an older stamp no longer counts.</summary>
    [Id(4)] public int Stamp { get; init; }
}

/// <summary>An API key without its secret, of which only the SHA-256 is kept.</summary>
[GenerateSerializer, Immutable, Alias("nas.key-record")]
public sealed record ApiKeyRecord
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Name { get; init; }

    [Id(2)] public Role Role { get; init; }

    [Id(3)] public required string SecretHash { get; init; }

    [Id(4)] public DateTimeOffset CreatedAt { get; init; }

    [Id(5)] public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Who may come in, whole: what each API process keeps at hand to check a request without a call.</summary>
[GenerateSerializer, Immutable, Alias("nas.access-snapshot")]
public sealed record AccessSnapshot
{
    [Id(0)] public long Version { get; init; }

    [Id(1)] public ImmutableArray<UserRecord> Users { get; init; } = [];

    [Id(2)] public ImmutableArray<ApiKeyRecord> Keys { get; init; } = [];

    /// <summary>SHA-256 of the one-time set-up token while no user exists.</summary>
    [Id(3)] public string? SetupTokenHash { get; init; }
}
