using NasOrleans.Api.Errors;
using NasOrleans.Api.Security;

namespace NasOrleans.Api.Access;

/// <summary>What names and passwords must look like.</summary>
internal static class AccessInput
{
    private const int MaxName = 64;

    public static void CheckUser(string? user, Invalid invalid)
    {
        if (user is not { Length: > 0 and <= MaxName } || !user.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '@'))
            invalid.Add("user", $"A user name is 1 to {MaxName} of letters, digits and . _ - @.");
        // The audit knows the administrator of the machine by this name.
        else if (string.Equals(user, LocalCallerFeature.Actor, StringComparison.OrdinalIgnoreCase))
            invalid.Add("user", $"'{user}' is the name of the machine's own administrator.");
    }

    public static void CheckPassword(string? password, Invalid invalid)
    {
        if (password is not { Length: >= PasswordHasher.MinLength and <= PasswordHasher.MaxLength })
            invalid.Add("password", $"A password has {PasswordHasher.MinLength} to {PasswordHasher.MaxLength} characters.");
    }

    public static void CheckKeyName(string? name, Invalid invalid)
    {
        if (name is not { Length: > 0 and <= MaxName } || string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl))
            invalid.Add("name", $"A name has 1 to {MaxName} characters.");
    }
}
