using System.Collections.Immutable;

namespace NasOrleans.Access;

/// <summary>What is kept of a tenant's users and keys.</summary>
internal sealed record AccessState
{
    public long Version { get; init; }

    public ImmutableArray<UserRecord> Users { get; init; } = [];

    public ImmutableArray<ApiKeyRecord> Keys { get; init; } = [];

    public string? SetupTokenHash { get; init; }
}
