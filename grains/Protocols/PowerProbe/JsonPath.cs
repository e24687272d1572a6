using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace NasOrleans.Protocols.PowerProbe;

/// <summary>A way into a JSON document: members with points between, indices in brackets, such as <c>a.b[0].c</c>.</summary>
internal sealed class JsonPath
{
    // A member's name, or an index.
    private readonly ImmutableArray<(string? Member, int Index)> _steps;

    private JsonPath(ImmutableArray<(string?, int)> steps) => _steps = steps;

    public static JsonPath? Parse(string text)
    {
        var steps = ImmutableArray.CreateBuilder<(string?, int)>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '[')
            {
                var close = text.IndexOf(']', at);
                if (close < 0 || !int.TryParse(text.AsSpan(at + 1, close - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return null;
                steps.Add((null, index));
                at = close + 1;
                continue;
            }

            if (text[at] == '.' && steps.Count > 0) at++;
            else if (steps.Count > 0) return null;
            var end = text.AsSpan(at).IndexOfAny('.', '[', ']') is var length and >= 0 ? at + length : text.Length;
            if (end == at || (end < text.Length && text[end] == ']')) return null;
            steps.Add((text[at..end], 0));
            at = end;
        }

        return steps.Count == 0 ? null : new JsonPath(steps.ToImmutable());
    }

    /// <summary>What stands there; null when the way ends before.</summary>
    public JsonElement? Find(JsonElement root)
    {
        foreach (var (member, index) in _steps)
        {
            if (member is not null)
            {
                if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(member, out root)) return null;
            }
            else if (root.ValueKind == JsonValueKind.Array && index < root.GetArrayLength()) root = root[index];
            else return null;
        }

        return root;
    }
}
