using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Transports.Rest;

/// <summary>Which method a path and a verb mean; what comes from the path stands in front of what comes from the body.</summary>
internal sealed record RestRoute(Method Method, JsonArray FromPath)
{
    /// <summary>A query for one item.</summary>
    public bool IsOne { get; init; }

    /// <summary>Null when there is no such path; a path with another verb has none either, which <paramref name="isKnown"/> tells.</summary>
    public static RestRoute? Find(MethodTable table, string verb, string path, out bool isKnown)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        var at = parts.IndexOf("id");
        var routes = at > 0 && at + 1 < parts.Count
            ? OfItem(table, string.Join('.', parts.Take(at)), parts[at + 1], parts.Skip(at + 2).ToList())
            : OfService(table, string.Join('.', parts));
        var found = routes.Where(each => each.Method is { IsPrivate: false, IsUnlimited: false }).ToList();
        isKnown = found.Count > 0;
        return found.Find(each => each.Verb == verb) is { Method: { } method } route ? new RestRoute(method, route.FromPath) { IsOne = route.IsOne } : null;
    }

    private static IEnumerable<(string Verb, Method? Method, JsonArray FromPath, bool IsOne)> OfService(MethodTable table, string name)
    {
        var isConfig = table.Methods.ContainsKey($"{name}.config");
        yield return ("GET", Get(table, isConfig ? $"{name}.config" : $"{name}.query"), [], false);
        yield return ("POST", Get(table, $"{name}.create"), [], false);
        if (isConfig) yield return ("PUT", Get(table, $"{name}.update"), [], false);
        if (Get(table, name) is { } method && !IsPartOfCrud(name)) yield return (VerbOf(method, method.Parameters.Length), method, [], false);
    }

    private static IEnumerable<(string Verb, Method? Method, JsonArray FromPath, bool IsOne)> OfItem(MethodTable table, string name, string id, List<string> rest)
    {
        JsonNode key = int.TryParse(id, out var number) ? number : id;
        if (rest.Count == 0)
        {
            yield return ("GET", Get(table, $"{name}.query"), [new JsonArray(new JsonArray(Get(table, $"{name}.query")?.Key, "=", key.DeepClone())), new JsonObject { ["get"] = true }], true);
            yield return ("PUT", Get(table, $"{name}.update"), [key.DeepClone()], false);
            yield return ("DELETE", Get(table, $"{name}.delete"), [key.DeepClone()], false);
        }
        else if (Get(table, $"{name}.{string.Join('.', rest)}") is { Parameters.Length: > 0 } method)
        {
            yield return (VerbOf(method, method.Parameters.Length - 1), method, [key.DeepClone()], false);
            // Methods of one item are POST in older releases even when nothing follows the id.
            if (method.Parameters.Length == 1) yield return ("POST", method, [key.DeepClone()], false);
        }
    }

    private static string VerbOf(Method method, int parameters) => method.IsQuery || parameters == 0 ? "GET" : "POST";

    private static bool IsPartOfCrud(string name) => name[(name.LastIndexOf('.') + 1)..] is "query" or "config" or "create" or "update" or "delete";

    private static Method? Get(MethodTable table, string name) => table.Methods.GetValueOrDefault(name);
}
