using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Query;

/// <summary>Whether a row passes <c>[["name","=","x"],["OR",[["a",">",1],[["b","=",2],["c","~","d"]]]]]</c>.</summary>
internal static class QueryFilters
{
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(1);

    public static bool Passes(JsonObject row, JsonArray filters) => filters.All(filter => PassesOne(row, filter));

    private static bool PassesOne(JsonObject row, JsonNode? filter)
    {
        if (filter is not JsonArray { Count: 2 or 3 } parts) throw Refused($"Invalid filter {filter?.ToJsonString() ?? "null"}");
        if (parts.Count == 2) return PassesAny(row, parts);
        if (parts[0] is not JsonValue name || !name.TryGetValue(out string? field)) throw Refused("Filter names a field by text");
        if (parts[1] is not JsonValue operation || !operation.TryGetValue(out string? op)) throw Refused("Filter names an operation by text");
        return QueryFields.Values(row, field).Any(value => Holds(value, op, parts[2]));
    }

    private static bool PassesAny(JsonObject row, JsonArray parts)
    {
        if (parts[0]?.GetValueKind() != JsonValueKind.String || parts[0]!.GetValue<string>() != "OR" || parts[1] is not JsonArray { Count: > 0 } branches)
            throw Refused($"Invalid filter {parts.ToJsonString()}");
        return branches.Any(branch => branch is JsonArray { Count: > 0 } list && list[0] is JsonArray ? Passes(row, list) : PassesOne(row, branch));
    }

    private static bool Holds(JsonNode? value, string op, JsonNode? wanted) => op switch
    {
        "=" => Same(value, wanted),
        "!=" => !Same(value, wanted),
        ">" => Ordered(value, wanted, order => order > 0),
        ">=" => Ordered(value, wanted, order => order >= 0),
        "<" => Ordered(value, wanted, order => order < 0),
        "<=" => Ordered(value, wanted, order => order <= 0),
        "~" => Text(value) is { } text && IsMatch(text, Text(wanted) ?? throw Refused("~ asks for a pattern")),
        "in" => Members(wanted, op).Any(member => Same(member, value)),
        "nin" => !Members(wanted, op).Any(member => Same(member, value)),
        "rin" => value is not null && Contains(value, wanted),
        "rnin" => value is not null && !Contains(value, wanted),
        "^" => Text(value) is { } text && text.StartsWith(Text(wanted) ?? "", StringComparison.Ordinal),
        "!^" => Text(value) is { } text && !text.StartsWith(Text(wanted) ?? "", StringComparison.Ordinal),
        "$" => Text(value) is { } text && text.EndsWith(Text(wanted) ?? "", StringComparison.Ordinal),
        "!$" => Text(value) is { } text && !text.EndsWith(Text(wanted) ?? "", StringComparison.Ordinal),
        _ => throw Refused($"Invalid operation: {op}"),
    };

    // Held to the start of the text, as Python's match is; a broken pattern is the caller's mistake.
    private static bool IsMatch(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, $"^(?:{pattern})", RegexOptions.None, PatternLimit);
        }
        catch (ArgumentException invalid)
        {
            throw Refused(invalid.Message);
        }
    }

    private static bool Same(JsonNode? one, JsonNode? other) =>
        one is null || other is null ? one is null && other is null : QueryFields.Order(one, other) is { } order ? order == 0 : JsonNode.DeepEquals(one, other);

    private static bool Ordered(JsonNode? value, JsonNode? wanted, Func<int, bool> holds) =>
        value is not null && wanted is not null && QueryFields.Order(value, wanted) is { } order && holds(order);

    private static bool Contains(JsonNode value, JsonNode? wanted) => value switch
    {
        JsonArray list => list.Any(member => Same(member, wanted)),
        _ => Text(value) is { } text && Text(wanted) is { } part && text.Contains(part, StringComparison.Ordinal),
    };

    private static JsonArray Members(JsonNode? wanted, string op) => wanted as JsonArray ?? throw Refused($"{op} asks for a list");

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static MethodError Refused(string message) => MethodError.Invalid("filters", message);
}
