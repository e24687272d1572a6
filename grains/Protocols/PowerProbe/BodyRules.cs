using System.Text.Json;
using NasOrleans.Power.Sources;

namespace NasOrleans.Protocols.PowerProbe;

/// <summary>Whether a body holds what it must.</summary>
internal static class BodyRules
{
    private const int MostShown = 80;

    /// <summary>Why it does not, in words; null when it does.</summary>
    public static string? Doubt(ProbeConfig probe, string body, bool isWhole)
    {
        if (probe.JsonPath is { } path) return InJson(path, probe.Match, body, isWhole);
        if (probe.Match is not { } match || body.Contains(match, StringComparison.Ordinal)) return null;
        return isWhole ? $"The answer does not hold '{Short(match)}', but '{Short(body)}'." : $"The first 64 KB of the answer do not hold '{Short(match)}'.";
    }

    private static string? InJson(string text, string? match, string body, bool isWhole)
    {
        if (JsonPath.Parse(text) is not { } path) return $"'{text}' is no JSON path such as mains.ok or outlets[0].state.";
        if (!isWhole) return "The answer is longer than 64 KB, and was not read to the end.";
        try
        {
            using var document = JsonDocument.Parse(body);
            return path.Find(document.RootElement) is { } found ? Of(text, match, found) : $"The answer has nothing at {text}.";
        }
        catch (JsonException)
        {
            return $"The answer is not JSON, but '{Short(body)}'.";
        }
    }

    // Without a text to match, 'mains.ok' asks whether it is so.
    private static string? Of(string path, string? match, JsonElement found)
    {
        var text = found.ValueKind == JsonValueKind.String ? found.GetString()! : found.GetRawText();
        if (match is null) return found.ValueKind is JsonValueKind.Null or JsonValueKind.False ? $"The answer says {text} at {path}." : null;
        return text == match ? null : $"The answer says '{Short(text)}' at {path}, and not '{Short(match)}'.";
    }

    private static string Short(string text)
    {
        var line = string.Concat(text.Take(MostShown).Select(letter => char.IsControl(letter) ? ' ' : letter));
        return text.Length > MostShown ? line + "…" : line;
    }
}
