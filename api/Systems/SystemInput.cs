using NasOrleans.Api.Errors;
using NasOrleans.Systems;

namespace NasOrleans.Api.Systems;

/// <summary>What people may write about a system.</summary>
internal static class SystemInput
{
    private const int MaxName = 100;
    private const int MaxHost = 253;

    public static SystemConfig? Read(string? name, string? host, Invalid invalid)
    {
        name = name?.Trim() ?? "";
        host = host?.Trim() ?? "";
        if (name.Length is 0 or > MaxName || name.Any(char.IsControl)) invalid.Add("name", $"A name has 1 to {MaxName} characters.");
        if (host.Length > MaxHost || (host.Length > 0 && Uri.CheckHostName(host) == UriHostNameType.Unknown))
            invalid.Add("host", "A host is a DNS name or an IP address, without port or path.");
        return invalid.Any ? null : new() { Name = name, Host = host };
    }
}
