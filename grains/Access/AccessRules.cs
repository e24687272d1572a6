using System.Collections.Immutable;

namespace NasOrleans.Access;

/// <summary>Who may be let in, and how that changes. A refused change gives back the very state it was asked of.</summary>
internal static class AccessRules
{
    public static AccessState OpenSetup(AccessState state, string tokenHash) =>
        state.Users.IsEmpty ? state with { SetupTokenHash = tokenHash } : state;

    public static AccessState CompleteSetup(AccessState state, string tokenHash, UserRecord admin) =>
        state.SetupTokenHash == tokenHash ? EnsureAdmin(state, admin) : state;

    /// <summary>The first user closes the set-up: its link leads nowhere any more.</summary>
    public static AccessState EnsureAdmin(AccessState state, UserRecord admin) =>
        state.Users.IsEmpty ? state with { Users = [admin], SetupTokenHash = null } : state;

    public static AccessState ChangePassword(AccessState state, string name, string passwordHash) =>
        FindUser(state, name) is { } user
            ? state with { Users = state.Users.Replace(user, user with { PasswordHash = passwordHash, Stamp = user.Stamp + 1 }) }
            : state;

    public static AccessState AddKey(AccessState state, ApiKeyRecord key) => FindKey(state, key.Id) is null
        ? state with { Keys = state.Keys.Add(key) }
        : throw new ArgumentException($"There is a key '{key.Id}' already.", nameof(key));

    public static AccessState RemoveKey(AccessState state, string id) =>
        FindKey(state, id) is { } key ? state with { Keys = state.Keys.Remove(key) } : state;

    public static UserRecord? FindUser(AccessState state, string name) =>
        state.Users.FirstOrDefault(user => string.Equals(user.Name, name, StringComparison.OrdinalIgnoreCase));

    public static ApiKeyRecord? FindKey(AccessState state, string id) => state.Keys.FirstOrDefault(key => key.Id == id);

    public static AccessSnapshot Snapshot(AccessState state) =>
        new() { Version = state.Version, Users = state.Users, Keys = state.Keys, SetupTokenHash = state.SetupTokenHash };
}
