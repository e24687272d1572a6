using System.Text.Json.Nodes;

namespace NasOrleans.Simulators.TrueNas.Transports;

/// <summary>How the wire writes what JSON has no word for.</summary>
internal static class Ejson
{
    public static JsonObject Moment(DateTimeOffset moment) => new() { ["$date"] = moment.ToUnixTimeMilliseconds() };

    public static JsonObject? Moment(DateTimeOffset? moment) => moment is { } known ? Moment(known) : null;

    public static JsonObject Day(DateOnly day) => new() { ["$type"] = "date", ["$value"] = day.ToString("yyyy-MM-dd") };

    public static JsonObject Time(TimeOnly time) => new() { ["$time"] = time.ToString("HH:mm:ss") };

    public static JsonObject Set(IEnumerable<string> values) => new() { ["$set"] = new JsonArray([.. values.Select(value => (JsonNode?)value)]) };

    /// <summary>The moment in a {"$date": milliseconds}, or null.</summary>
    public static DateTimeOffset? ReadMoment(JsonNode? node) =>
        node is JsonObject { Count: 1 } one && one["$date"] is JsonValue value && value.TryGetValue(out long milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
