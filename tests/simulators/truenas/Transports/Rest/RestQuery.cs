using System.Globalization;
using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Transports.Rest;

/// <summary>Filters and options out of a query string (name__gt=3&amp;sort=-name&amp;limit=5&amp;extra.pools=true) or out of the body of a GET.</summary>
internal static class RestQuery
{
    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["eq"] = "=",
        ["neq"] = "!=",
        ["gt"] = ">",
        ["lt"] = "<",
        ["gte"] = ">=",
        ["lte"] = "<=",
        ["regex"] = "~",
    };

    public static JsonArray Of(Release release, JsonNode? body, IReadOnlyCollection<KeyValuePair<string, string>> query)
    {
        // A body counts only where the address says nothing.
        if (query.All(each => each.Key == "auth_token")) return [body?["query-filters"]?.DeepClone() ?? new JsonArray(), body?["query-options"]?.DeepClone() ?? new JsonObject()];
        var (filters, options) = (new JsonArray(), new JsonObject());
        foreach (var (name, text) in query.Where(each => each.Key != "auth_token"))
        {
            if (name is "limit" or "offset") options[name] = int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : throw new BadRestRequest($"{name} must be a number");
            else if (name is "count") options[name] = text is not ("false" or "0");
            else if (name is "sort") options["order_by"] = new JsonArray([.. text.Split(',').Select(each => (JsonNode?)each)]);
            else if (release.IsScale() && name.StartsWith("extra.", StringComparison.Ordinal)) Extra(options)[name["extra.".Length..]] = Typed(text);
            else filters.Add(Filter(name, text));
        }
        return [filters, options];
    }

    private static JsonArray Filter(string name, string text)
    {
        var at = name.IndexOf("__", StringComparison.Ordinal);
        var (field, op) = at > 0 ? (name[..at], name[(at + 2)..]) : (name, "eq");
        return [field, Operators.GetValueOrDefault(op, op), Typed(text)];
    }

    private static JsonNode? Typed(string text) => text switch
    {
        "true" => true,
        "false" => false,
        "null" => null,
        _ when text.Length > 0 && text.All(char.IsAsciiDigit) && long.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
        _ => text,
    };

    private static JsonObject Extra(JsonObject options)
    {
        if (options["extra"] is not JsonObject extra) options["extra"] = extra = [];
        return extra;
    }
}
