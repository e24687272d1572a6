using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Orders;

/// <summary>What an order is called by each release.</summary>
internal static class OrderRules
{
    /// <summary>Null when this release cannot be told.</summary>
    public static WireCall? Of(NasOrder order, Capabilities can, NasVersion version) => order switch
    {
        NasOrder.ShutDown(var reason) => Power("system.shutdown", reason, can),
        NasOrder.Reboot(var reason) => Power("system.reboot", reason, can),
        NasOrder.ShutDownStandby(var reason) => OfThePeer(reason, can),
        NasOrder.StopWorkload(var workload, var limit) => Stop(workload, limit, can, version),
        _ => null,
    };

    private static WireCall Power(string method, string reason, Capabilities can) => can.ShutdownWantsReason
        ? new WireCall(method, WireArguments.Written(json =>
        {
            json.WriteStringValue(reason.Length > 0 ? reason : "NasOrleans");
            json.WriteStartObject();
            json.WriteEndObject();
        }))
        : new WireCall(method);

    // The peer redirects every login; what it is told goes through the node in charge.
    private static WireCall OfThePeer(string reason, Capabilities can) => new("failover.call_remote", WireArguments.Written(json =>
    {
        json.WriteStringValue("system.shutdown");
        json.WriteStartArray();
        if (can.ShutdownWantsReason) json.WriteStringValue(reason.Length > 0 ? reason : "NasOrleans");
        json.WriteStartObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }));

    private static WireCall? Stop(Workload workload, TimeSpan limit, Capabilities can, NasVersion version) => workload.Kind switch
    {
        WorkloadKind.App when can.AppQuery == "app.query" => new WireCall("app.stop", WireArguments.Of(workload.Id)),
        WorkloadKind.App when can.AppQuery is not null => new WireCall("chart.release.scale", Named(workload.Id, json => json.WriteNumber("replica_count"u8, 0))),
        WorkloadKind.Machine when IsNumber(workload.Id) => new WireCall("vm.stop", Numbered(workload.Id, Forced)),
        WorkloadKind.Machine or WorkloadKind.Container when can.ContainerQuery == "virt.instance.query" => new WireCall("virt.instance.stop", Named(workload.Id, json =>
        {
            json.WriteNumber("timeout"u8, (int)limit.TotalSeconds);
            json.WriteBoolean("force"u8, false);
        })),
        WorkloadKind.Container when version >= NasVersion.V26 && IsNumber(workload.Id) => new WireCall("container.stop", Numbered(workload.Id, Forced)),
        WorkloadKind.Jail when can.JailQuery is not null => new WireCall("jail.stop", WireArguments.Of(workload.Id)),
        _ => null,
    };

    private static void Forced(Utf8JsonWriter json)
    {
        json.WriteBoolean("force"u8, false);
        json.WriteBoolean("force_after_timeout"u8, true);
    }

    private static bool IsNumber(string id) => int.TryParse(id, out _);

    private static string Named(string id, Action<Utf8JsonWriter> options) => WireArguments.Written(json =>
    {
        json.WriteStringValue(id);
        Options(json, options);
    });

    private static string Numbered(string id, Action<Utf8JsonWriter> options) => WireArguments.Written(json =>
    {
        json.WriteNumberValue(int.Parse(id));
        Options(json, options);
    });

    private static void Options(Utf8JsonWriter json, Action<Utf8JsonWriter> options)
    {
        json.WriteStartObject();
        options(json);
        json.WriteEndObject();
    }
}
