using System.Security.Cryptography;
using System.Text;
using NasOrleans.Systems;

namespace NasOrleans.Api.Systems;

/// <summary>Ids for systems whose adder gave none.</summary>
internal static class SystemIds
{
    private const int Digits = 16;

    /// <summary>The same tenant and key always give the same id: a request that is sent again finds what the first one made.</summary>
    public static SystemId FromKey(TenantId tenant, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant.Value}\n{key}"));
        return new("nas-" + Convert.ToHexStringLower(hash)[..Digits]);
    }

    public static SystemId New() => new("nas-" + RandomNumberGenerator.GetHexString(Digits, lowercase: true));
}
