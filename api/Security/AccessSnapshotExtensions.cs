using System.Security.Claims;
using NasOrleans.Access;

namespace NasOrleans.Api.Security;

internal static class AccessSnapshotExtensions
{
    /// <summary>The claim that ties a session to the stamp its user had when it began.</summary>
    public const string Stamp = "stamp";

    extension(AccessSnapshot snapshot)
    {
        public UserRecord? FindUser(string? name) =>
            snapshot.Users.FirstOrDefault(user => string.Equals(user.Name, name, StringComparison.OrdinalIgnoreCase));

        public ApiKeyRecord? FindKey(string id) => snapshot.Keys.FirstOrDefault(key => key.Id == id);

        /// <summary>Whether somebody who was let in earlier would be let in now.</summary>
        public bool StillAdmits(ClaimsPrincipal principal, DateTimeOffset now) => principal.Identity switch
        {
            { AuthenticationType: Schemes.Local } => true,
            { AuthenticationType: Schemes.Key, Name: { } actor } => snapshot.FindKey(Caller.KeyIdOf(actor)) is { } key
                && principal.IsInRole(key.Role.ToString()) && !(key.ExpiresAt <= now),
            { Name: { } name } => snapshot.FindUser(name) is { } user
                && principal.IsInRole(user.Role.ToString()) && principal.FindFirstValue(Stamp) == user.Stamp.ToString(),
            _ => false,
        };
    }
}
