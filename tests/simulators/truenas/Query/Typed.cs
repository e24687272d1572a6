using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Query;

/// <summary>Reads arguments, and refuses those of a wrong type in the middleware's own words.</summary>
internal static class Typed
{
    public static int Int(this JsonNode? node, string attribute) =>
        node is JsonValue value && value.TryGetValue(out int number) ? number : throw MethodError.Invalid(attribute, "Input should be a valid integer");

    public static long Long(this JsonNode? node, string attribute) => node is JsonValue value && value.TryGetValue(out long number)
        ? number
        : node is JsonValue small && small.TryGetValue(out int whole) ? whole : throw MethodError.Invalid(attribute, "Input should be a valid integer");

    public static bool Bool(this JsonNode? node, string attribute) =>
        node is JsonValue value && value.TryGetValue(out bool on) ? on : throw MethodError.Invalid(attribute, "Input should be a valid boolean");

    public static string Text(this JsonNode? node, string attribute) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : throw MethodError.Invalid(attribute, "Input should be a valid string");

    public static JsonObject Object(this JsonNode? node, string attribute) =>
        node as JsonObject ?? throw MethodError.Invalid(attribute, "Input should be a valid dictionary");

    public static JsonArray List(this JsonNode? node, string attribute) =>
        node as JsonArray ?? throw MethodError.Invalid(attribute, "Input should be a valid list");

    public static string[] Texts(this JsonNode? node, string attribute) =>
        [.. node.List(attribute).Select((item, index) => item.Text($"{attribute}.{index}"))];

    /// <summary>A member of an optional object of options; null when it or the object is absent.</summary>
    public static JsonNode? Option(this JsonArray arguments, int at, string name) => arguments.ElementAtOrDefault(at) switch
    {
        null => null,
        JsonObject options => options[name],
        _ => throw MethodError.Invalid("options", "Input should be a valid dictionary"),
    };
}
