using System.Text.Json.Nodes;
using NasOrleans.Simulators.Ups.Faults;
using NasOrleans.Simulators.Ups.Hosting;
using NasOrleans.Simulators.Ups.Server;
using NasOrleans.Simulators.Ups.Units;

namespace NasOrleans.Simulators.Ups.Debug;

/// <summary>How things are, seen from outside the simulation.</summary>
internal static class DebugState
{
    public static JsonObject Of(UpsFleet fleet) => new()
    {
        ["clock"] = fleet.Clock.GetUtcNow(),
        ["scenariosRunning"] = fleet.ScenariosRunning,
        ["servers"] = new JsonArray([.. fleet.Servers.Select((server, at) => (JsonNode?)Card(server, at + 1))]),
        ["units"] = new JsonArray([.. fleet.Units.Select(ups => (JsonNode?)Card(ups))]),
    };

    public static JsonObject Of(SimulatedUps ups)
    {
        var card = Card(ups);
        card["curve"] = ups.Battery.Curve.ToString();
        card["mains"] = ups.Mains.Voltage;
        card["outlets"] = new JsonArray([.. ups.Outlets.Select(outlet => (JsonNode?)outlet.IsOn)]);
        card["variables"] = new JsonObject(ups.Look(ups.Values).Select(value => KeyValuePair.Create(value.Variable.Name, (JsonNode?)value.Text)));
        card["events"] = Events(ups.Events);
        return card;
    }

    public static JsonArray Events(IEnumerable<UpsEvent> events) => [.. events.OrderBy(told => told.At).Select(told => (JsonNode?)new JsonObject
    {
        ["at"] = told.At,
        ["ups"] = told.Ups,
        ["what"] = FaultNames.Of(told.Kind),
        ["reason"] = told.Reason,
    })];

    private static JsonObject Card(NutServer server, int number) => new()
    {
        ["number"] = number,
        ["address"] = $"{server.Host}:{server.Port}",
        ["version"] = server.Release.Version(),
        ["units"] = server.Units.Length,
        ["connections"] = server.Connections,
        ["faults"] = new JsonArray([.. server.Faults.On.Select(fault => (JsonNode?)FaultNames.Of(fault))]),
        ["received"] = new JsonObject(server.Received.Counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => KeyValuePair.Create(count.Key, (JsonNode?)count.Value))),
        ["deeds"] = new JsonArray([.. server.Received.Deeds.Select(deed => (JsonNode?)new JsonObject { ["at"] = deed.At, ["user"] = deed.User, ["client"] = deed.Client, ["line"] = deed.Line })]),
    };

    private static JsonObject Card(SimulatedUps ups) => new()
    {
        ["name"] = ups.Name,
        ["address"] = ups.Address,
        ["make"] = ups.Make.ToString(),
        ["status"] = ups.Look(() => ups.Status),
        ["isForced"] = ups.IsForced,
        ["charge"] = Math.Round(ups.TrueCharge, 3),
        ["hasPower"] = ups.HasPower,
        ["isDead"] = ups.IsDead,
        ["loadLostAt"] = ups.LoadLostAt,
        ["driver"] = ups.DriverState.ToString(),
    };
}
