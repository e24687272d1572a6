using System.Collections.Immutable;

namespace NasOrleans.Silo.Configuration;

/// <summary>What is particular about certain records: how they may be written shorter, and what is not demanded of the file.</summary>
internal interface INodeForms
{
    /// <summary>The long form of a short one.</summary>
    YamlNode Expand(Type type, YamlNode node);

    /// <summary>Is filled in where the file does not say.</summary>
    bool IsFilledIn(Type type, string key);

    /// <summary>Listed by the name of each, which is this key of the record; null when it is a plain list.</summary>
    string? NameKey(Type type);

    /// <summary>A type that is made of one text; null when it is none.</summary>
    TextForm? TextOf(Type type);
}

internal sealed record TextForm(string Allowed, Func<string, object?> Parse);

/// <summary>Makes a record of what stands in the file, and tells everything that is wrong with it, each with its line and key.</summary>
internal sealed class NodeReader(string file, INodeForms forms)
{
    private readonly List<Problem> _problems = [];
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private int _unread;

    public IReadOnlyList<Problem> Problems => _problems;

    public object Read(Type type, YamlNode node, Place at, params Type[] beside)
    {
        var made = Record(type, node, at, beside) ?? RecordShape.Blank(type);
        _unread = _problems.Count;
        return made;
    }

    /// <summary>A fault that was found in the record, told where the file says it.</summary>
    public void Found(string field, string what)
    {
        var known = field;
        while (known.Length > 0 && !_places.ContainsKey(known)) known = known[..Math.Max(0, known.LastIndexOfAny(['.', '[']))];
        var rest = field[known.Length..];
        // A rule names 'on.host' of a step, whatever the kind of the step.
        if (known.Length > 0 && rest.Length > 0 && _places.Keys.FirstOrDefault(other => other.StartsWith(known + ".", StringComparison.Ordinal) && other.EndsWith(rest, StringComparison.Ordinal)) is { } deeper) (known, rest) = (deeper, "");
        var place = _places[known];
        var key = place.Key + (known.Length == 0 && rest.Length > 0 ? "." : "") + rest;
        // What could not even be read is told once.
        if (_problems.Exists(problem => problem.Key == key)) return;
        Add(place with { Key = key }, what);
    }

    /// <summary>Whether something there, or below, could not be read.</summary>
    public bool IsUnread(string field) => _places.TryGetValue(field, out var place) && _problems.Take(_unread).Any(problem => problem.Key.StartsWith(place.Key, StringComparison.Ordinal));

    private object? Value(Type type, YamlNode node, Place at)
    {
        _places[at.Field] = at;
        if (RecordShape.ItemOf(type) is { } item) return List(item, node, at);
        return RecordShape.IsRecord(type) ? Record(type, node, at, []) : Text(type, node, at);
    }

    private object? Record(Type type, YamlNode node, Place at, Type[] beside)
    {
        _places[at.Field] = at;
        node = forms.Expand(type, node);
        var keys = RecordShape.Of(type).Keys.Where(key => forms.NameKey(type) != key.Name).ToArray();
        if (node is { Entries: null, IsNothing: false })
        {
            Add(at, $"takes keys: {string.Join(", ", keys.Select(key => key.Name))}");
            return null;
        }

        var made = RecordShape.Blank(type);
        var others = beside.SelectMany(other => RecordShape.Of(other).Keys).Select(key => key.Name).ToArray();
        foreach (var entry in node.Entries ?? [])
        {
            if (Array.Find(keys, key => key.Name == entry.Key) is { } key) Set(made, key, entry, at.Below(entry.Key, entry.Line));
            else if (!others.Contains(entry.Key)) Unknown(entry, at, [.. keys.Select(known => known.Name), .. others]);
        }

        foreach (var key in keys.Where(key => key.IsRequired && !forms.IsFilledIn(type, key.Name) && node[key.Name] is not { IsNothing: false }))
        {
            var missing = at.Below(key.Name, node[key.Name]?.Line ?? at.Line);
            _places[missing.Field] = missing;
            Add(missing, "is needed");
        }

        return made;
    }

    private void Set(object made, RecordKey key, YamlEntry entry, Place at)
    {
        if (!entry.Value.IsNothing || RecordShape.IsRecord(key.Type))
        {
            if (Value(key.Type, entry.Value, at) is { } value) key.Property.SetValue(made, value);
        }
        else if (key.CanBeSwitchedOff) key.Property.SetValue(made, null);
    }

    private object? List(Type item, YamlNode node, Place at)
    {
        if (forms.NameKey(item) is { } nameKey) return Named(item, nameKey, node, at);
        // One value is a list of one.
        var items = node.Items ?? (node.Entries is null || RecordShape.IsRecord(item) ? [node] : null);
        if (items is null)
        {
            Add(at, "takes a list");
            return null;
        }

        return RecordShape.ListOf(item, items.Select((one, index) => Value(item, one, at.Item(index, one.Line))).OfType<object>().ToArray());
    }

    private object? Named(Type item, string nameKey, YamlNode node, Place at)
    {
        if (node.Entries is null)
        {
            Add(at, $"takes its items by name, such as '{at.Key[(at.Key.LastIndexOf('.') + 1)..]}: {{ first: {{ … }} }}'");
            return null;
        }

        var name = RecordShape.Of(item).Keys.First(key => key.Name == nameKey).Property;
        return RecordShape.ListOf(item, node.Entries.Select((entry, index) =>
        {
            var one = Record(item, entry.Value, at.Named(entry.Key, index, entry.Line), []) ?? RecordShape.Blank(item);
            name.SetValue(one, entry.Key);
            return one;
        }).ToArray());
    }

    private object? Text(Type type, YamlNode node, Place at)
    {
        if (forms.TextOf(type) is { } form)
        {
            var parsed = node.Text is null ? null : form.Parse(node.Text);
            if (parsed is null) Add(at, node.Text is null ? $"takes {form.Allowed}" : $"'{node.Text}' is not {form.Allowed}");
            return parsed;
        }

        var setting = new Setting { Key = at.Key, Type = type, Kind = Setting.KindOf(type), Description = "" };
        if (node.Text is null)
        {
            Add(at, $"is {(node.Items is null ? "a section" : "a list")}, it takes {setting.Allowed}");
            return null;
        }

        var wrong = SettingCheck.Read(setting, new RawValue(at.Key, "") { Text = node.Text }, out var value);
        if (wrong is not null) Add(at, wrong);
        return wrong is null ? value : null;
    }

    private void Unknown(YamlEntry entry, Place at, ImmutableArray<string> known) => Add(
        at.Below(entry.Key, entry.Line),
        "unknown key, " + (DidYouMean.Closest(entry.Key, known) is { } close ? $"did you mean {close}?" : $"allowed are {string.Join(", ", known)}"));

    private void Add(Place at, string what) => _problems.Add(new Problem($"{file}:{at.Line}", at.Key, what));
}
