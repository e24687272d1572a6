using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NasOrleans.Silo.Configuration;

/// <summary>Reads one value with all that is below it.</summary>
internal static class YamlTree
{
    public static YamlNode Read(IParser parser, string key, Action<Mark, string, string> complain)
    {
        var start = parser.Current!.Start;
        var line = (int)start.Line;
        if (parser.TryConsume<Scalar>(out var scalar)) return new YamlNode(line) { Text = YamlFile.IsNull(scalar) ? null : scalar.Value };
        if (parser.TryConsume<SequenceStart>(out _)) return new YamlNode(line) { Items = Items(parser, key, complain) };
        if (parser.TryConsume<MappingStart>(out _)) return new YamlNode(line) { Entries = Entries(parser, key, complain) };
        complain(start, key, "aliases (*name) are not supported, write the value out");
        parser.SkipThisAndNestedEvents();
        return new YamlNode(line);
    }

    private static List<YamlNode> Items(IParser parser, string key, Action<Mark, string, string> complain)
    {
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Read(parser, $"{key}[{items.Count}]", complain));
        return items;
    }

    private static List<YamlEntry> Entries(IParser parser, string key, Action<Mark, string, string> complain)
    {
        var entries = new List<YamlEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var name))
            {
                complain(parser.Current!.Start, key, "keys have to be plain texts");
                parser.SkipThisAndNestedEvents();
                parser.SkipThisAndNestedEvents();
                continue;
            }

            var below = $"{key}.{name.Value}";
            var first = entries.Find(entry => entry.Key == name.Value);
            if (first is not null) complain(name.Start, below, $"given twice, first on line {first.Line}");
            var value = Read(parser, below, complain);
            if (first is null) entries.Add(new YamlEntry(name.Value, (int)name.Start.Line, value));
        }

        return entries;
    }
}
