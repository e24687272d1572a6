using System.Text.Json.Nodes;

namespace NasOrleans.Simulators.TrueNas.Estate.Apps;

internal static class AppRows
{
    /// <summary>app.query, from 24.10 on.</summary>
    public static JsonObject App(App app) => new()
    {
        ["name"] = app.Name,
        ["id"] = app.Name,
        ["state"] = app.State.ToString().ToUpperInvariant(),
        ["upgrade_available"] = app.HasUpdate,
        ["latest_version"] = app.HasUpdate ? $"{app.Version}1" : app.Version,
        ["image_updates_available"] = false,
        ["custom_app"] = false,
        ["migrated"] = false,
        ["human_version"] = $"10.0_{app.Version}",
        ["version"] = app.Version,
        ["metadata"] = new JsonObject { ["name"] = app.Name, ["train"] = "community", ["app_version"] = "10.0", ["title"] = app.Name },
        ["active_workloads"] = new JsonObject
        {
            ["containers"] = app.State == AppState.Running ? 1 : 0,
            ["used_ports"] = new JsonArray(),
            ["container_details"] = new JsonArray(),
            ["volumes"] = new JsonArray(),
            ["images"] = new JsonArray($"{app.Name}:10.0"),
            ["networks"] = new JsonArray(),
        },
        ["notes"] = null,
        ["portals"] = new JsonObject(),
    };

    /// <summary>chart.release.query, 22.12 to 24.04.</summary>
    public static JsonObject Chart(App app) => new()
    {
        ["id"] = app.Name,
        ["name"] = app.Name,
        ["status"] = app.State switch { AppState.Running => "ACTIVE", AppState.Deploying => "DEPLOYING", _ => "STOPPED" },
        ["namespace"] = $"ix-{app.Name}",
        ["catalog"] = "TRUENAS",
        ["catalog_train"] = "charts",
        ["version"] = 1,
        ["chart_metadata"] = new JsonObject { ["name"] = app.Name, ["version"] = app.Version, ["appVersion"] = "10.0" },
        ["update_available"] = app.HasUpdate,
        ["container_images_update_available"] = false,
        ["human_version"] = $"10.0_{app.Version}",
        ["human_latest_version"] = $"10.0_{app.Version}",
        ["pod_status"] = new JsonObject { ["desired"] = app.State == AppState.Stopped ? 0 : 1, ["available"] = app.State == AppState.Running ? 1 : 0 },
        ["used_ports"] = new JsonArray(),
        ["portals"] = new JsonObject(),
    };

    /// <summary>jail.query on CORE.</summary>
    public static JsonObject Jail(App app) => new()
    {
        ["id"] = app.Name,
        ["host_hostuuid"] = app.Name,
        ["state"] = app.State == AppState.Running ? "up" : "down",
        ["jid"] = app.State == AppState.Running ? 1 : null,
        ["type"] = "jail",
        ["release"] = "13.3-RELEASE",
        ["boot"] = 1,
        ["ip4_addr"] = "vnet0|10.20.3.1/16",
    };
}
