using System.Text.Json;
using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Query;

/// <summary>Answers every <c>*.query</c> method from its rows: <c>[filters, options]</c>.</summary>
internal static class QueryEngine
{
    public static JsonNode? Query(JsonArray arguments, IEnumerable<JsonObject> rows) => Query(arguments, _ => rows);

    /// <summary>For methods whose rows depend on <c>options.extra</c>.</summary>
    public static JsonNode? Query(JsonArray arguments, Func<QueryOptions, IEnumerable<JsonObject>> rowsFor)
    {
        var filters = Filters(arguments.ElementAtOrDefault(0));
        var options = QueryOptions.Of(arguments.ElementAtOrDefault(1));
        var found = rowsFor(options).Where(row => QueryFilters.Passes(row, filters)).ToList();
        if (options.Count) return found.Count;
        if (options.OrderBy is { } orders) found = Sorted(found, orders);
        if (options.Get) return Selected(found.FirstOrDefault() ?? throw MethodError.MatchNotFound(), options);
        IEnumerable<JsonObject> page = found.Skip(options.Offset);
        if (options.Limit > 0) page = page.Take(options.Limit);
        return new JsonArray([.. page.Select(row => Selected(row, options))]);
    }

    private static JsonArray Filters(JsonNode? node) => node switch
    {
        null => [],
        JsonArray filters => filters,
        _ => throw MethodError.Invalid("filters", "Input should be a valid list"),
    };

    private static List<JsonObject> Sorted(List<JsonObject> rows, JsonArray orders)
    {
        // The last key first: each sort is stable.
        foreach (var order in orders.Reverse())
        {
            var key = new SortKey(order?.GetValueKind() == JsonValueKind.String ? order.GetValue<string>() : throw MethodError.Invalid("options.order_by", "Input should be a valid string"));
            rows = [.. rows.Order(key)];
        }
        return rows;
    }

    private static JsonObject Selected(JsonObject row, QueryOptions options)
    {
        if (options.Select is not { Count: > 0 } select) return row;
        var picked = new JsonObject();
        foreach (var field in select)
        {
            var (path, name) = field switch
            {
                JsonValue value when value.TryGetValue(out string? text) => (text, text),
                JsonArray { Count: 2 } alias => (alias[0]!.GetValue<string>(), alias[1]!.GetValue<string>()),
                _ => throw MethodError.Invalid("options.select", "Input should be a valid string"),
            };
            if (QueryFields.Values(row, path).FirstOrDefault() is { } found) Put(picked, name, found.DeepClone());
            else if (row.ContainsKey(path)) Put(picked, name, null);
        }
        return picked;
    }

    /// <summary>A dotted name comes back nested, as it was picked.</summary>
    private static void Put(JsonObject into, string name, JsonNode? value)
    {
        var parts = name.Split('.');
        foreach (var part in parts[..^1])
        {
            if (into[part] is not JsonObject inner) into[part] = inner = [];
            into = inner;
        }
        into[parts[^1]] = value;
    }

    /// <summary><c>name</c>, <c>-size</c>, <c>nulls_first:name</c>, <c>nulls_last:-size</c>.</summary>
    private sealed class SortKey(string text) : IComparer<JsonObject>
    {
        private readonly bool _nullsFirst = text.StartsWith("nulls_first:", StringComparison.Ordinal);
        private readonly bool _down = AfterPrefix(text).StartsWith('-');
        private readonly string _field = AfterPrefix(text).TrimStart('-');

        public int Compare(JsonObject? x, JsonObject? y)
        {
            var (one, other) = (QueryFields.Values(x, _field).FirstOrDefault(), QueryFields.Values(y, _field).FirstOrDefault());
            if (one is null || other is null) return (_nullsFirst ? -1 : 1) * ((one is null ? 1 : 0) - (other is null ? 1 : 0));
            var order = QueryFields.Order(one, other) ?? string.CompareOrdinal(one.ToJsonString(), other.ToJsonString());
            return _down ? -order : order;
        }

        private static string AfterPrefix(string text) => text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }
}
