using System.Globalization;
using System.Text.Json;

namespace NasOrleans.Protocols.TrueNas.Wire;

/// <summary>
/// Reads what a NAS wrote, whatever release wrote it: a field that is absent, null or of another type than expected reads as nothing.
/// Dates come as <c>{"$date": 1763660000000}</c>, sets as <c>{"$set": […]}</c>, ZFS values as <c>{"parsed": 5, "rawvalue": "5"}</c>.
/// </summary>
internal static class Ejson
{
    public static JsonElement Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var field) ? field : default;

    public static bool IsThere(this JsonElement element) => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public static string? AsText(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        _ => null,
    };

    public static string? Text(this JsonElement element, string name) => element.Field(name).AsText();

    public static double? AsNumber(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number when element.TryGetDouble(out var number) => number,
        JsonValueKind.String when double.TryParse(element.GetString()!.AsSpan().TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    public static double? Number(this JsonElement element, string name) => element.Field(name).AsNumber();

    public static long? AsInteger(this JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var exact)) return exact;
        if (element.ValueKind == JsonValueKind.String && long.TryParse(element.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out exact)) return exact;
        return element.AsNumber() is { } number && Math.Abs(number) < long.MaxValue ? (long)number : null;
    }

    public static long? Integer(this JsonElement element, string name) => element.Field(name).AsInteger();

    public static bool? Flag(this JsonElement element, string name) => element.Field(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static DateTimeOffset? Date(this JsonElement element, string name)
    {
        var milliseconds = element.Field(name).Field("$date").AsInteger();
        return milliseconds is >= -62_135_596_800_000 and <= 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value) : null;
    }

    /// <summary>The elements of a list or a set; none when it is neither.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$set", out var set)) element = set;
        return element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];
    }

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => element.Field(name).Items();

    public static IEnumerable<JsonProperty> Properties(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : [];

    /// <summary>A property of ZFS, which is an object around its value.</summary>
    public static JsonElement Zfs(this JsonElement element, string name) => element.Field(name).Field("parsed");
}
