using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NasOrleans.Simulators.Ups.Hosting;
using NasOrleans.Simulators.Ups.Scenarios;

namespace NasOrleans.Simulators.Ups.Debug;

/// <summary>The fleet from outside the simulation: looking with GET, changing with POST.</summary>
internal static class DebugApi
{
    private const int LongestBody = 1024 * 1024;

    public static async Task ServeAsync(HttpContext http, UpsFleet fleet)
    {
        var path = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            var answer = HttpMethods.IsGet(http.Request.Method) ? Look(path, fleet)
                : HttpMethods.IsPost(http.Request.Method) ? await DoAsync(http, path, fleet)
                : null;
            await (answer is null ? RefuseAsync(http, StatusCodes.Status404NotFound, $"Nothing is called {http.Request.Path}.") : AnswerAsync(http, answer));
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, wrong.Message);
        }
    }

    private static JsonNode? Look(string[] path, UpsFleet fleet) => path switch
    {
        ["debug", "state"] => DebugState.Of(fleet),
        ["debug", "events"] => DebugState.Events(fleet.Units.SelectMany(ups => ups.Events)),
        ["debug", "scenarios"] => new JsonObject { ["ups"] = Names(UpsStage.Names), ["server"] = Names(ServerStage.Names) },
        ["debug", "ups", var name] when fleet.Units.FirstOrDefault(ups => string.Equals(ups.Name, name, StringComparison.OrdinalIgnoreCase)) is { } ups => DebugState.Of(ups),
        _ => null,
    };

    private static async Task<JsonNode?> DoAsync(HttpContext http, string[] path, UpsFleet fleet)
    {
        switch (path)
        {
            case ["debug", "reset"]:
                fleet.Reset();
                break;
            case ["debug", "scenario"]:
                fleet.Play(await BodyAsync(http), skipOthers: http.Request.Query["skipOthers"] == "true");
                break;
            case ["debug", "ups", var name, "scenario"]:
                fleet.Play(await StepAsync(http, "ups", name));
                break;
            case ["debug", "servers", var number, "scenario"]:
                fleet.Play(await StepAsync(http, "server", number));
                break;
            default:
                return null;
        }
        return DebugState.Of(fleet);
    }

    /// <summary>One step, in the query or as JSON in the body: ?what=outage&amp;for=30s</summary>
    private static async Task<ScenarioStep> StepAsync(HttpContext http, string stage, string target)
    {
        var words = http.Request.Query.Select(each => KeyValuePair.Create(each.Key, each.Value.ToString())).ToList();
        var body = await BodyAsync(http);
        if (body.Length > 0)
        {
            if (JsonNode.Parse(body) is not JsonObject said) throw new FormatException("A step is an object such as { \"what\": \"outage\", \"for\": \"30s\" }.");
            words.AddRange(said.Where(each => each.Value is not null).Select(each => KeyValuePair.Create(each.Key, each.Value!.ToString())));
        }
        return ScenarioFile.Of(words.Where(word => word.Key != stage).DistinctBy(word => word.Key, StringComparer.OrdinalIgnoreCase).Append(KeyValuePair.Create(stage, target)), "The step");
    }

    private static async Task<string> BodyAsync(HttpContext http)
    {
        if (http.Request.ContentLength > LongestBody) throw new FormatException("A scenario has 1 MB at most.");
        using var reader = new StreamReader(http.Request.Body);
        return await reader.ReadToEndAsync(http.RequestAborted);
    }

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal).Select(name => (JsonNode?)name)];

    private static Task RefuseAsync(HttpContext http, int status, string why)
    {
        http.Response.StatusCode = status;
        return AnswerAsync(http, new JsonObject { ["error"] = why });
    }

    private static Task AnswerAsync(HttpContext http, JsonNode answer)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(answer.ToJsonString());
    }
}
