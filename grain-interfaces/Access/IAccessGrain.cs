using Orleans;
using Orleans.Concurrency;

namespace NasOrleans.Access;

/// <summary>Users, roles and keys of a tenant. Key: <c>tenant/access</c>. Secrets reach it hashed.</summary>
[Alias("nas.IAccessGrain")]
public interface IAccessGrain : IGrainWithStringKey
{
    [AlwaysInterleave, Alias("GetSnapshot")] Task<AccessSnapshot> GetSnapshot();

    /// <summary>Opens the one-time set-up with a fresh token; false when a user exists already.</summary>
    [Alias("OpenSetup")] Task<bool> OpenSetup(string tokenHash);

    /// <summary>Makes the first user and closes the set-up; false when the token does not match or a user exists.</summary>
    [Alias("CompleteSetup")] Task<bool> CompleteSetup(string tokenHash, UserRecord admin);

    /// <summary>Makes the administrator of a headless install; false when a user exists already.</summary>
    [Alias("EnsureAdmin")] Task<bool> EnsureAdmin(UserRecord admin);

    /// <summary>Sets the password of a user and ends the user's sessions; null when there is no such user.</summary>
    [Alias("ChangePassword")] Task<UserRecord?> ChangePassword(string user, string passwordHash);

    [Alias("AddKey")] Task AddKey(ApiKeyRecord key);

    /// <summary>Revokes a key; null when there is none of that id.</summary>
    [Alias("RemoveKey")] Task<ApiKeyRecord?> RemoveKey(string id);
}
