using System.Text.Json;

namespace NasOrleans.Protocols.Ssh.Smart;

/// <summary>Reads JSON whose members may be missing, null or of another kind than last year.</summary>
internal static class JsonReading
{
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return default;
        return element;
    }

    public static long? Integer(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var value) ? value : null;

    public static double? Number(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var value) && double.IsFinite(value) ? value : null;

    public static bool? Flag(this JsonElement element) =>
        element.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    public static string Text(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()!.Trim() : "";

    public static IEnumerable<JsonElement> Items(this JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Members(this JsonElement element) => element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : [];
}
