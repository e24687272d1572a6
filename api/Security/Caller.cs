using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using NasOrleans.Access;

namespace NasOrleans.Api.Security;

/// <summary>Who asks, for which tenant, from where. A handler that takes one gets it from the authenticated request.</summary>
internal sealed record Caller(TenantId Tenant, string Actor, Role Role, string Source, string CorrelationId)
{
    private const string KeyPrefix = "key:";

    public static ValueTask<Caller> BindAsync(HttpContext http) => ValueTask.FromResult(Of(http));

    public static Caller Of(HttpContext http) => new(
        TenantId.Main,
        http.User.Identity?.Name ?? "anonymous",
        Enum.TryParse<Role>(http.User.FindFirstValue(ClaimTypes.Role), out var role) ? role : default,
        SourceOf(http),
        http.TraceIdentifier);

    public static string ActorOf(ApiKeyRecord key) => KeyPrefix + key.Id;

    public static string KeyIdOf(string actor) => actor[KeyPrefix.Length..];

    public static ClaimsIdentity Identity(string scheme, string actor, Role role, params Claim[] more) =>
        new([new(ClaimTypes.Name, actor), new(ClaimTypes.Role, role.ToString()), .. more], scheme);

    /// <summary>The address as people write it: an IPv4 caller on a dual-stack socket keeps its IPv4 address.</summary>
    public static string SourceOf(HttpContext http) => http.IsLocalCaller ? LocalCallerFeature.Actor
        : http.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : "unknown";

    /// <summary>The address whose requests are counted together. Of IPv6 one household or server has a whole /64.</summary>
    public static string NetworkOf(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } address) return SourceOf(http);
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes) + "/64";
    }
}
