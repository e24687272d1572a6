using System.Collections.Frozen;
using System.Text.Json;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Wire;

/// <summary>
/// How a method is called over REST: dots become slashes; a query is a GET whose body holds filters and options;
/// one parameter is the bare body of a POST, several are an object by name.
/// </summary>
internal static class RestRoutes
{
    private static readonly FrozenDictionary<string, string[]> Named = new Dictionary<string, string[]>
    {
        ["disk.temperatures"] = ["names", "options"],
        ["system.shutdown"] = ["reason", "options"],
        ["system.reboot"] = ["reason", "options"],
        ["jail.stop"] = ["jail", "force"],
        ["chart.release.scale"] = ["release_name", "scale_options"],
        ["virt.instance.stop"] = ["id", "stop_args"],
        ["update.check_available"] = ["attrs"],
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Bare = FrozenSet.ToFrozenSet(["disk.smart_attributes", "app.stop"]);

    private static readonly FrozenSet<string> Queries = FrozenSet.ToFrozenSet(["smart.test.results", "core.get_jobs"]);

    public static (string Verb, string Path, string? Body) Of(WireCall call)
    {
        using var arguments = JsonDocument.Parse(call.Arguments);
        var list = arguments.RootElement;
        var method = call.Method;
        if (method is "vm.stop") return ("POST", $"/vm/id/{Uri.EscapeDataString(list[0].AsText() ?? "")}/stop", list.GetArrayLength() > 1 ? list[1].GetRawText() : null);
        if (IsQuery(method)) return ("GET", Path(WithoutQuery(method)), Query(list));
        if (Bare.Contains(method)) return ("POST", Path(method), list[0].GetRawText());
        if (Named.TryGetValue(method, out var names)) return ("POST", Path(method), Objects(method, list, names));
        return list.GetArrayLength() == 0
            ? ("GET", Path(method.EndsWith(".config", StringComparison.Ordinal) ? method[..^".config".Length] : method), null)
            : ("POST", Path(method), list.GetArrayLength() == 1 ? list[0].GetRawText() : throw NoWay(method));
    }

    private static LinkException NoWay(string method) =>
        new(LinkError.Unsupported, LinkStage.Command, $"{method} cannot be called over REST.") { NotSent = true, NoSuchMethod = true };

    private static bool IsQuery(string method) => method.EndsWith(".query", StringComparison.Ordinal) || Queries.Contains(method);

    private static string WithoutQuery(string method) => method.EndsWith(".query", StringComparison.Ordinal) ? method[..^".query".Length] : method;

    private static string Path(string method) => "/" + method.Replace('.', '/');

    private static string? Query(JsonElement list) => list.GetArrayLength() switch
    {
        0 => null,
        1 => $$"""{"query-filters":{{list[0].GetRawText()}}}""",
        _ => $$"""{"query-filters":{{list[0].GetRawText()}},"query-options":{{list[1].GetRawText()}}}""",
    };

    private static string Objects(string method, JsonElement list, string[] names)
    {
        // Up to 24.10 a shutdown takes one parameter, which then is the body.
        if (method is "system.shutdown" or "system.reboot" && list.GetArrayLength() < 2) return list.GetArrayLength() == 1 ? list[0].GetRawText() : "{}";
        if (method is "update.check_available") return "{}";
        // Its first parameter is called otherwise from 25.10 on, where the second is a flag.
        if (method is "disk.temperatures" && list.GetArrayLength() > 1 && list[1].ValueKind is JsonValueKind.True or JsonValueKind.False) names = ["name", "include_thresholds"];
        return $"{{{string.Join(',', list.EnumerateArray().Zip(names, (value, name) => $"\"{name}\":{value.GetRawText()}"))}}}";
    }
}
