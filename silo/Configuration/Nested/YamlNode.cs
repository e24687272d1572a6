namespace NasOrleans.Silo.Configuration;

/// <summary>A value of nas.yaml that is no flat setting, with its line: a text, a list, keys with values, or nothing.</summary>
internal sealed record YamlNode(int Line)
{
    public string? Text { get; init; }

    public IReadOnlyList<YamlNode>? Items { get; init; }

    public IReadOnlyList<YamlEntry>? Entries { get; init; }

    public bool IsNothing => Text is null && Items is null && Entries is null;

    public YamlNode? this[string key] => Entries?.FirstOrDefault(entry => entry.Key == key)?.Value;

    /// <summary>These keys with these values, on the line of this one.</summary>
    public YamlNode With(params (string Key, string Text)[] entries) =>
        new(Line) { Entries = [.. Entries ?? [], .. entries.Select(entry => new YamlEntry(entry.Key, Line, new YamlNode(Line) { Text = entry.Text }))] };

    public YamlNode With(string key, YamlNode value) => new(Line) { Entries = [.. (Entries ?? []).Where(entry => entry.Key != key), new YamlEntry(key, Line, value)] };
}

internal sealed record YamlEntry(string Key, int Line, YamlNode Value);
