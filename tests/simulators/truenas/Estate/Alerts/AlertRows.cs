using System.Text.Json;
using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Transports;

namespace NasOrleans.Simulators.TrueNas.Estate.Alerts;

internal static class AlertRows
{
    public static JsonObject Row(NasEstate estate, Alert alert) => new()
    {
        ["uuid"] = alert.Id.ToString(),
        ["source"] = alert.IsOneShot ? "" : alert.Class,
        ["klass"] = alert.Class,
        ["args"] = new JsonObject(alert.Args.Select(arg => KeyValuePair.Create(arg.Key, (JsonNode?)arg.Value))),
        ["node"] = estate.Failover.IsSecond ? "Controller B" : "Controller A",
        ["key"] = Key(alert),
        ["datetime"] = Ejson.Moment(alert.Raised),
        ["last_occurrence"] = Ejson.Moment(alert.Raised),
        ["dismissed"] = alert.IsDismissed,
        ["mail"] = null,
        ["text"] = alert.Text,
        ["id"] = alert.Id.ToString(),
        ["level"] = alert.Level,
        ["formatted"] = alert.Formatted,
        ["one_shot"] = alert.IsOneShot,
    };

    /// <summary>The arguments as text, names in order: another status text makes another key.</summary>
    private static string Key(Alert alert) =>
        $"{{{string.Join(", ", alert.Args.Select(arg => $"{JsonSerializer.Serialize(arg.Key)}: {JsonSerializer.Serialize(arg.Value)}"))}}}";
}
