using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Query;

/// <summary>The second argument of every query method.</summary>
internal sealed record QueryOptions
{
    public bool Get { get; init; }

    public bool Count { get; init; }

    public int Limit { get; init; }

    public int Offset { get; init; }

    public JsonArray? Select { get; init; }

    public JsonArray? OrderBy { get; init; }

    public JsonObject Extra { get; init; } = [];

    public static QueryOptions Of(JsonNode? node)
    {
        if (node is null) return new();
        if (node is not JsonObject options) throw Refused("options", "Input should be a valid dictionary");
        foreach (var (name, _) in options)
        {
            if (!Known.Contains(name)) throw Refused($"options.{name}", "Extra inputs are not permitted");
        }
        return new()
        {
            Get = Flag(options, "get"),
            Count = Flag(options, "count"),
            Limit = Number(options, "limit"),
            Offset = Number(options, "offset"),
            Select = List(options, "select"),
            OrderBy = List(options, "order_by"),
            Extra = options["extra"] as JsonObject ?? [],
        };
    }

    public bool ExtraFlag(string name) => Extra[name] is JsonValue value && value.TryGetValue(out bool on) && on;

    private static readonly string[] Known =
        ["relationships", "extend", "extend_context", "prefix", "extra", "order_by", "select", "count", "get", "offset", "limit", "force_sql_filters"];

    private static bool Flag(JsonObject options, string name) => options[name] switch
    {
        null => false,
        JsonValue value when value.TryGetValue(out bool on) => on,
        _ => throw Refused($"options.{name}", "Input should be a valid boolean"),
    };

    private static int Number(JsonObject options, string name) => options[name] switch
    {
        null => 0,
        JsonValue value when value.TryGetValue(out int number) && number >= 0 => number,
        _ => throw Refused($"options.{name}", "Input should be a valid integer"),
    };

    private static JsonArray? List(JsonObject options, string name) => options[name] switch
    {
        null => null,
        JsonArray list => list,
        _ => throw Refused($"options.{name}", "Input should be a valid list"),
    };

    private static MethodError Refused(string attribute, string message) => MethodError.Invalid(attribute, message);
}
