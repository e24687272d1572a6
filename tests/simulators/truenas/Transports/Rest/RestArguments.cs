using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Transports.Rest;

/// <summary>What a request cannot be read as: 400 with a text.</summary>
internal sealed class BadRestRequest(string message) : Exception(message);

/// <summary>The positional arguments behind a body: one parameter is the bare value, several are an object by name.</summary>
internal static class RestArguments
{
    public static JsonArray Of(RestRoute route, JsonNode? body, bool hasBody, IEnumerable<KeyValuePair<string, string>> query)
    {
        if (route.IsOne) return route.FromPath;
        if (route.Method.IsQuery && route.FromPath.Count == 0) return RestQuery.Of(body, query);
        var names = route.Method.Parameters.Skip(route.FromPath.Count).ToList();
        var arguments = route.FromPath;
        if (!hasBody || names.Count == 0) return arguments;
        if (names.Count == 1)
        {
            arguments.Add(body?.DeepClone());
            return arguments;
        }
        var given = body as JsonObject ?? throw new BadRestRequest("Request body must be an object");
        if (given.FirstOrDefault(each => !names.Exists(name => name.TrimEnd('?') == each.Key)) is { Key: { } unexpected }) throw new BadRestRequest($"'{unexpected}' was not expected");
        var last = names.FindLastIndex(name => given.ContainsKey(name.TrimEnd('?')));
        for (var at = 0; at < names.Count; at++)
        {
            var name = names[at].TrimEnd('?');
            if (given.TryGetPropertyValue(name, out var value)) arguments.Add(value?.DeepClone());
            else if (!names[at].EndsWith('?')) throw MethodError.Invalid(name, "attribute required");
            else if (at < last) arguments.Add(null);
        }
        return arguments;
    }
}
