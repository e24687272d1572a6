using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Estate.Updates;

/// <summary>update.*; another shape from 25.10 on.</summary>
internal sealed class UpdateMethods : IMethods
{
    public static IEnumerable<Method> All =>
    [
        new("update.check_available") { Until = Release.V2504, Role = "SYSTEM_UPDATE_READ", Parameters = ["options?"], Body = CheckAvailable },
        new("update.status") { Since = Release.V2510, Role = "SYSTEM_UPDATE_READ", Body = Status },
    ];

    public static IEnumerable<EventSource> Sources => [new("update.status") { Since = Release.V2510, Role = "SYSTEM_UPDATE_READ" }];

    private static JsonObject CheckAvailable(CallContext call, JsonArray arguments) => call.Appliance.Estate.NewVersion is { } version
        ? new() { ["status"] = "AVAILABLE", ["version"] = version, ["changes"] = new JsonArray(), ["notice"] = null, ["notes"] = null, ["release_notes_url"] = null, ["changelog"] = "" }
        : new() { ["status"] = "UNAVAILABLE" };

    private static JsonObject Status(CallContext call, JsonArray arguments)
    {
        var version = call.Appliance.Estate.NewVersion;
        return new()
        {
            ["code"] = "NORMAL",
            ["status"] = new JsonObject
            {
                ["current_version"] = new JsonObject { ["train"] = "TrueNAS-SCALE-Goldeye", ["profile"] = "GENERAL", ["matches_profile"] = true },
                ["new_version"] = version is null ? null : new JsonObject { ["version"] = version, ["manifest"] = new JsonObject { ["version"] = version }, ["release_notes"] = null, ["release_notes_url"] = "" },
            },
            ["error"] = null,
            ["update_download_progress"] = null,
        };
    }
}
