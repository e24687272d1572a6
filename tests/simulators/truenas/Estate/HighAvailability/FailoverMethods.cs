using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.HighAvailability;

/// <summary>failover.*</summary>
internal sealed class FailoverMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        new("failover.licensed") { Role = "FAILOVER_READ", Body = (call, _) => Of(call).IsPair },
        new("failover.status") { Role = "FAILOVER_READ", Body = (call, _) => Of(call).Status.ToString().ToUpperInvariant() },
        new("failover.node") { Role = "FAILOVER_READ", Body = (call, _) => !Of(call).IsPair ? "MANUAL" : Of(call).IsSecond ? "B" : "A" },
        new("failover.disabled.reasons") { Role = "FAILOVER_READ", Body = (call, _) => Of(call).IsPair ? new JsonArray() : Rows.Texts(["NO_LICENSE"]) },
        new("failover.config") { Role = "FAILOVER_READ", Body = (_, _) => new JsonObject { ["id"] = 1, ["disabled"] = false, ["timeout"] = 0, ["master"] = true } },
    ];

    public static IEnumerable<EventSource> Sources => [new("failover.status") { Role = "FAILOVER_READ" }];

    private static Failover Of(CallContext call) => call.Appliance.Estate.Failover;
}
