using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Transports.Rest;

/// <summary>The paths that this release has, in OpenAPI's form.</summary>
internal static class OpenApi
{
    public static JsonObject Of(Appliance nas)
    {
        var paths = new JsonObject();
        foreach (var method in nas.Methods.Methods.Values.Where(method => method is { IsPrivate: false, IsUnlimited: false }).OrderBy(method => method.Name, StringComparer.Ordinal))
        {
            var (path, verb) = Place(method, nas.Methods);
            if (paths[path] is not JsonObject item) paths[path] = item = [];
            item[verb] = new JsonObject
            {
                ["operationId"] = $"{verb}_{method.Name.Replace('.', '_')}",
                ["tags"] = new JsonArray(method.Name[..method.Name.LastIndexOf('.')]),
                ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "Operation succeeded" } },
            };
        }
        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "TrueNAS RESTful API", ["version"] = "v2.0" },
            ["paths"] = paths,
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/api/v2.0" }),
        };
    }

    private static (string Path, string Verb) Place(Method method, MethodTable table)
    {
        var dot = method.Name.LastIndexOf('.');
        var service = "/" + method.Name[..dot].Replace('.', '/');
        return method.Name[(dot + 1)..] switch
        {
            "query" or "config" => (service, "get"),
            "create" => (service, "post"),
            "update" when table.Methods.ContainsKey($"{method.Name[..dot]}.config") => (service, "put"),
            "update" => ($"{service}/id/{{id}}", "put"),
            "delete" => ($"{service}/id/{{id}}", "delete"),
            _ => ("/" + method.Name.Replace('.', '/'), method.IsQuery || method.Parameters.IsEmpty ? "get" : "post"),
        };
    }
}
