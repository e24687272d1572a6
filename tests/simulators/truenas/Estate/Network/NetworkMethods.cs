using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Network;

/// <summary>interface.*, network.*</summary>
internal sealed class NetworkMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        Method.Query("interface.query", "NETWORK_INTERFACE_READ", (call, arguments) =>
            QueryEngine.Query(arguments, call.Appliance.Estate.Interfaces.Select(link => Row(call.Release, link)))),
        new("interface.ip_in_use") { Role = "NETWORK_INTERFACE_READ", Parameters = ["options?"], Body = (call, _) => Rows.Of(call.Appliance.Estate.Interfaces.Where(link => link.Address is not null).Select(Address)) },
        new("network.general.summary") { Role = "NETWORK_GENERAL_READ", Body = Summary },
        new("network.configuration.config") { Role = "NETWORK_GENERAL_READ", Body = Configuration },
    ];

    private static JsonObject Row(Release release, NetworkLink link)
    {
        var row = new JsonObject
        {
            ["id"] = link.Name,
            ["name"] = link.Name,
            ["fake"] = false,
            ["type"] = "PHYSICAL",
            ["aliases"] = link.Address is null ? new JsonArray() : new JsonArray(Alias(link)),
            ["ipv4_dhcp"] = link.Address is not null,
            ["ipv6_auto"] = false,
            ["description"] = "",
            ["mtu"] = null,
            ["options"] = "",
            ["state"] = State(release, link),
        };
        if (release >= Release.Scale2212) row["failover_critical"] = false;
        return row;
    }

    private static JsonObject State(Release release, NetworkLink link) => new()
    {
        ["name"] = link.Name,
        ["orig_name"] = link.Name,
        ["description"] = "",
        ["mtu"] = 1500,
        ["cloned"] = false,
        ["flags"] = Rows.Texts(link.IsUp ? ["UP", "BROADCAST", "RUNNING", "MULTICAST"] : ["UP", "BROADCAST", "MULTICAST"]),
        ["nd6_flags"] = new JsonArray(),
        ["capabilities"] = new JsonArray(),
        ["link_state"] = link.IsUp ? "LINK_STATE_UP" : "LINK_STATE_DOWN",
        ["media_type"] = release.IsScale() ? "" : "Ethernet",
        ["media_subtype"] = release.IsScale() ? "" : "autoselect",
        ["active_media_type"] = "Ethernet",
        ["active_media_subtype"] = link.IsUp ? release.IsScale() ? $"{link.Speed}Mb/s Twisted Pair" : $"{link.Speed}baseT <full-duplex>" : "Unknown",
        ["supported_media"] = new JsonArray(),
        ["media_options"] = new JsonArray(),
        ["link_address"] = link.Mac,
        ["aliases"] = link.Address is null ? new JsonArray(Link(link)) : new JsonArray(Alias(link), Link(link)),
        ["vrrp_config"] = new JsonArray(),
    };

    private static JsonObject Alias(NetworkLink link) => new() { ["type"] = "INET", ["address"] = link.Address, ["netmask"] = link.Prefix };

    private static JsonObject Link(NetworkLink link) => new() { ["type"] = "LINK", ["address"] = link.Mac };

    private static JsonObject Address(NetworkLink link) => new() { ["type"] = "INET", ["address"] = link.Address, ["netmask"] = link.Prefix, ["broadcast"] = link.Broadcast };

    private static JsonObject Summary(CallContext call, JsonArray arguments)
    {
        var ips = new JsonObject();
        foreach (var link in call.Appliance.Estate.Interfaces.Where(link => link.Address is not null))
            ips[link.Name] = new JsonObject { ["IPV4"] = new JsonArray($"{link.Address}/{link.Prefix}") };
        return new() { ["ips"] = ips, ["default_routes"] = new JsonArray("10.20.0.1"), ["nameservers"] = new JsonArray("10.20.0.1") };
    }

    private static JsonObject Configuration(CallContext call, JsonArray arguments) => new()
    {
        ["id"] = 1,
        ["hostname"] = call.Appliance.Name,
        ["domain"] = "local",
        ["ipv4gateway"] = "",
        ["ipv6gateway"] = "",
        ["nameserver1"] = "",
        ["nameserver2"] = "",
        ["nameserver3"] = "",
        ["httpproxy"] = "",
        ["hosts"] = new JsonArray(),
        ["domains"] = new JsonArray(),
        ["hostname_local"] = call.Appliance.Name,
        ["state"] = new JsonObject { ["ipv4gateway"] = "10.20.0.1", ["ipv6gateway"] = "", ["nameserver1"] = "10.20.0.1", ["nameserver2"] = "", ["nameserver3"] = "" },
    };
}
