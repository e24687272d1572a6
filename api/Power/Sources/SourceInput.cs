using NasOrleans.Api.Errors;
using NasOrleans.Api.Power.Wire;
using NasOrleans.Power.Sources;
using NasOrleans.Secrets;

namespace NasOrleans.Api.Power.Sources;

/// <summary>Reads what somebody wrote about a source, as far as that can be judged here; its grain judges the rest.</summary>
internal static class SourceInput
{
    public static PowerSourceSecrets Read(SourceBody body, PowerSourceSnapshot? stored, Invalid invalid)
    {
        Gaps.Find(body, invalid);
        if (invalid.Any) return new();
        // What is no UPS logs in nowhere, and what nobody sees any more must not be left behind.
        var password = body.Ups is null && body.Password is null ? new Secret("") : Written("password", body.Password, stored?.HasPassword ?? false, invalid);
        var authorization = body.Probe is null && body.Authorization is null ? new Secret("") : Written("authorization", body.Authorization, stored?.HasAuthorization ?? false, invalid);
        if (stored is not null && SourceReach.IsWider(stored.Config, body.ToConfig()))
        {
            const string Again = "It leads to another place, or trusts more than before: enter the secret again.";
            if (stored.HasPassword && password is null) invalid.Add("password", Again);
            if (stored.HasAuthorization && authorization is null) invalid.Add("authorization", Again);
        }

        return new() { Password = password, Authorization = authorization };
    }

    private static Secret? Written(string member, string? text, bool isStored, Invalid invalid)
    {
        if (text == Secret.Mask && !isStored) invalid.Add(member, "Nothing is stored that the mask could stand for.");
        return text is null or Secret.Mask ? null : new Secret(text);
    }
}
