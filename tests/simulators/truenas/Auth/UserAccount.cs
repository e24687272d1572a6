using System.Collections.Immutable;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Auth;

/// <summary>Somebody who may log in.</summary>
public sealed record UserAccount
{
    public required int Uid { get; init; }

    public required string Name { get; init; }

    public required string Password { get; init; }

    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>The secret of one-time passwords; null without a second factor.</summary>
    public byte[]? OtpSecret { get; init; }

    public bool Holds(string? role) =>
        Roles.Contains(Methods.Roles.FullAdmin)
        || role is Methods.Roles.Any
        || (role is not null && (Roles.Contains(role) || ReadsWhatItWrites(role) || IsReadBy(role)));

    private bool IsReadBy(string role) =>
        Roles.Contains(Methods.Roles.ReadonlyAdmin) && role.EndsWith("_READ", StringComparison.Ordinal);

    private bool ReadsWhatItWrites(string role) =>
        role.EndsWith("_READ", StringComparison.Ordinal) && Roles.Contains(string.Concat(role.AsSpan(0, role.Length - 5), "_WRITE"));
}
