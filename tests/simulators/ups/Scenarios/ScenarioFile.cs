using System.Collections.Immutable;
using System.Text.Json;

namespace NasOrleans.Simulators.Ups.Scenarios;

/// <summary>
/// Steps out of JSON, comments allowed; a step is for the stage whose name is one of its properties:
/// { "steps": [ { "at": "10s", "ups": "ups1", "what": "outage", "for": "5m" }, { "at": "12s", "nas": "nas-0001", "what": "power-off" } ] }
/// </summary>
public static class ScenarioFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly string[] Stages = ["ups", "server", "nas"];

    /// <exception cref="FormatException">Says which step is wrong, and how.</exception>
    public static ImmutableArray<ScenarioStep> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            var root = document.RootElement;
            var steps = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("steps", out var inner) ? inner : root;
            if (steps.ValueKind != JsonValueKind.Array) throw new FormatException("A scenario is a list of steps, or an object with one in \"steps\".");
            return [.. steps.EnumerateArray().Select((step, at) => Read(step, $"Step {at + 1}"))];
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"The scenario is no JSON: {wrong.Message}", wrong);
        }
    }

    internal static ScenarioStep Read(JsonElement step, string where)
    {
        if (step.ValueKind != JsonValueKind.Object) throw new FormatException($"{where} is no object.");
        return Of(step.EnumerateObject().Select(each => KeyValuePair.Create(each.Name, Text(each.Value))), where);
    }

    internal static ScenarioStep Of(IEnumerable<KeyValuePair<string, string>> said, string where)
    {
        var words = said.ToDictionary(each => each.Key, each => each.Value, StringComparer.OrdinalIgnoreCase);
        var stages = Stages.Where(words.ContainsKey).ToList();
        if (stages is not [var stage]) throw new FormatException($"{where} needs exactly one of {string.Join(", ", Stages)}, for whom it is.");
        if (!words.TryGetValue("what", out var what)) throw new FormatException($"{where} does not say what happens.");
        return new ScenarioStep
        {
            At = Duration(words, "at", where) ?? TimeSpan.Zero,
            Stage = stage,
            Target = words[stage],
            What = what.ToLowerInvariant(),
            For = Duration(words, "for", where),
            Arguments = words.Where(word => word.Key is not ("at" or "for" or "what") && word.Key != stage).ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
        };
    }

    private static TimeSpan? Duration(Dictionary<string, string> words, string name, string where) =>
        !words.TryGetValue(name, out var text) ? null : Durations.Parse(text) ?? throw new FormatException($"{where}: '{text}' is no duration such as 10s, 5m or 00:01:30.");

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
