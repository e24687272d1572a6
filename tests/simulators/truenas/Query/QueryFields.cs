using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NasOrleans.Simulators.TrueNas.Query;

/// <summary>Reads <c>state.link_state</c> or <c>topology.data.*.name</c> out of a row, and tells which of two values comes first.</summary>
internal static class QueryFields
{
    public static IEnumerable<JsonNode?> Values(JsonNode? from, string path)
    {
        // A name with a dot in it exists too: {"sda.1": ...}.
        if (from is JsonObject whole && whole.TryGetPropertyValue(path, out var exact)) return One(exact);
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var head = dot < 0 ? path : path[..dot];
        IEnumerable<JsonNode?> found = from switch
        {
            JsonArray list when head == "*" => list,
            JsonArray list when int.TryParse(head, CultureInfo.InvariantCulture, out var at) => One(at < list.Count ? list[at] : null),
            JsonObject row => One(row[head]),
            _ => One(null),
        };
        return dot < 0 ? found : found.SelectMany(value => Values(value, path[(dot + 1)..]));
    }

    // Not a collection expression: its type could become JsonArray, which would take the node over.
    private static JsonNode?[] One(JsonNode? value) => new[] { value };

    /// <summary>Null where the two have no order, as a number and a text.</summary>
    public static int? Order(JsonNode one, JsonNode other)
    {
        if (Number(one) is { } number) return Number(other) is { } than ? number.CompareTo(than) : null;
        if (one.GetValueKind() == JsonValueKind.String && other.GetValueKind() == JsonValueKind.String)
            return string.CompareOrdinal(one.GetValue<string>(), other.GetValue<string>());
        return null;
    }

    private static decimal? Number(JsonNode node) => node switch
    {
        JsonObject { Count: 1 } moment when moment["$date"] is { } at => Number(at),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number =>
            decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ => null,
    };
}
