using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Alerts;

/// <summary>alert.*</summary>
internal sealed class AlertMethods : IMethods
{
    private static readonly string[] Storage =
        ["VolumeStatus", "ZpoolCapacityNotice", "ZpoolCapacityWarning", "ZpoolCapacityCritical", "SMARTUncorrectedErrors", "SMARTFailedSelfTest", DerivedAlerts.TooHot];

    private static readonly string[] Ups = ["UPSBatteryLow", "UPSOnBattery", "UPSCommbad", "UPSReplbatt", "UPSOnline", "UPSCommok"];

    public static IEnumerable<Method> All =>
    [
        new("alert.list") { Role = "ALERT_LIST_READ", Body = (call, _) => Rows.Of(call.Appliance.Estate.Alerts.All.Select(alert => AlertRows.Row(call.Appliance.Estate, alert))) },
        new("alert.dismiss") { Role = "ALERT_LIST_WRITE", Parameters = ["uuid"], Body = (call, arguments) => Found(call.Appliance.Estate.Alerts.Dismiss(Id(arguments))) },
        new("alert.restore") { Role = "ALERT_LIST_WRITE", Parameters = ["uuid"], Body = (call, arguments) => Found(call.Appliance.Estate.Alerts.Restore(Id(arguments))) },
        new("alert.list_policies") { Role = "ALERT_LIST_READ", Body = (_, _) => Rows.Texts(["IMMEDIATELY", "HOURLY", "DAILY", "NEVER"]) },
        new("alert.list_categories") { Role = "ALERT_LIST_READ", Body = (_, _) => new JsonArray(Category("STORAGE", "Storage", Storage), Category("UPS", "UPS", Ups)) },
    ];

    public static IEnumerable<EventSource> Sources => [new("alert.list") { Role = "ALERT_LIST_READ" }];

    private static Guid Id(JsonArray arguments) => Guid.TryParse(arguments[0]?.ToString(), out var id) ? id : Guid.Empty;

    private static JsonNode? Found(bool found) => found ? null : throw MethodError.NotFound("Alert not found");

    private static JsonObject Category(string id, string title, IEnumerable<string> classes) => new()
    {
        ["id"] = id,
        ["title"] = title,
        ["classes"] = Rows.Of(classes.Select(name => new JsonObject { ["id"] = name, ["title"] = name, ["level"] = "WARNING", ["proactive_support"] = false })),
    };
}
