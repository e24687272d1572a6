using System.Security.Cryptography;
using System.Text;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Auth;

internal enum CheckedLogin { Success, Refused, Expired, OtpRequired }

/// <summary>Whether a password or a key is right, and what follows from it.</summary>
internal static class LoginChecks
{
    public static (CheckedLogin Outcome, UserAccount? User) Password(Appliance nas, string userName, string password)
    {
        // CORE knows root alone.
        var user = nas.Release.IsScale() || userName == "root" ? nas.Accounts.User(userName) : null;
        if (user is null || nas.Faults.Has(Fault.RefusesCredentials) || !Same(user.Password, password)) return (CheckedLogin.Refused, null);
        return (user.OtpSecret is null ? CheckedLogin.Success : CheckedLogin.OtpRequired, user);
    }

    /// <summary>A key that is shown in the open is revoked, from 25.04 on.</summary>
    public static (CheckedLogin Outcome, ApiKey? Key, UserAccount? User) Key(Session session, string? userName, string text)
    {
        var nas = session.Appliance;
        if (ApiKey.Split(text) is not { } parts || nas.Accounts.FindKey(parts.Id) is not { } key) return (CheckedLogin.Refused, null, null);
        if (nas.Faults.Has(Fault.RefusesCredentials) || !Same(key.Secret, parts.Secret)) return (CheckedLogin.Refused, null, null);
        if (userName is not null && userName != key.UserName) return (CheckedLogin.Refused, null, null);
        if (key.IsRevoked || nas.Faults.Has(Fault.ExpiredKey) || key.Expires < nas.Clock.GetUtcNow()) return (CheckedLogin.Expired, key, null);
        if (nas.Release >= Release.V2504 && !session.IsSecure && session.Transport != Transport.Rest)
        {
            nas.RevokeKey(key.Id, "Attempt to use over an insecure transport");
            return (CheckedLogin.Expired, key, null);
        }
        return (CheckedLogin.Success, key, nas.Accounts.User(key.UserName));
    }

    public static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
