using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Simulators.TrueNas.Transports.Rest;

/// <summary>What a request cannot be read as: 400 with a text.</summary>
internal sealed class BadRestRequest(string message) : Exception(message);

/// <summary>The positional arguments behind a body: one parameter is the bare value, several are an object by name.</summary>
internal static class RestArguments
{
    public static JsonArray Of(Release release, RestRoute route, JsonNode? body, bool hasBody, IReadOnlyCollection<KeyValuePair<string, string>> query)
    {
        if (route.IsOne) return route.FromPath;
        if (route.Method.IsQuery && route.FromPath.Count == 0) return RestQuery.Of(release, body, query);
        var names = route.Method.Parameters.Skip(route.FromPath.Count).ToList();
        var arguments = route.FromPath;
        if (!hasBody || names.Count == 0) return arguments;
        if (names.Count == 1)
        {
            arguments.Add(body?.DeepClone());
            return arguments;
        }
        var given = body as JsonObject ?? throw new BadRestRequest("Endpoint accepts multiple params, object/dict expected.");
        // One that may be left out leaves no gap: those after it move up, as they do on a real one.
        foreach (var name in names)
        {
            if (given.TryGetPropertyValue(name.TrimEnd('?'), out var value)) arguments.Add(value?.DeepClone());
            else if (!name.EndsWith('?')) throw new BadRestRequest($"{name} attribute expected.");
        }
        var unexpected = given.Where(each => !names.Exists(name => name.TrimEnd('?') == each.Key)).Select(each => each.Key).ToList();
        if (unexpected.Count > 0) throw new BadRestRequest($"The following attributes are not expected: {string.Join(", ", unexpected)}");
        return arguments;
    }
}
