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
        new("failover.call_remote") { IsPrivate = true, Parameters = ["method", "args?", "options?"], Body = CallRemote },
        new("failover.config") { Role = "FAILOVER_READ", Body = (_, _) => new JsonObject { ["id"] = 1, ["disabled"] = false, ["timeout"] = 0, ["master"] = true } },
    ];

    public static IEnumerable<EventSource> Sources => [new("failover.status") { Role = "FAILOVER_READ" }];

    /// <summary>Runs a method on the other controller: the only way to it over the API, since logins there are redirected.</summary>
    private static JsonNode? CallRemote(CallContext call, JsonArray arguments)
    {
        if (call.Appliance.Peer is not { } peer) throw new MethodError(Errno.EHAUNAVAILABLE, "This system has no other controller");
        if (peer.IsDark) throw new MethodError(Errno.ETIMEDOUT, "The other controller does not answer");
        var name = arguments[0].Text("method");
        var remote = arguments.ElementAtOrDefault(1) is { } list ? (JsonArray)list.List("args").DeepClone() : [];
        if (!peer.Methods.Methods.TryGetValue(name, out var method)) throw new MethodError(Errno.ENOMETHOD, $"Method '{name}' not found");
        method.Check?.Invoke(remote);
        peer.Received.Add(peer, name, remote, isDeed: method.IsJob, "Remote", call.Login?.User.Name);
        return method.IsJob ? peer.Jobs.Start(method, remote).Id : method.Body!(new CallContext(peer), remote);
    }

    private static Failover Of(CallContext call) => call.Appliance.Estate.Failover;
}
