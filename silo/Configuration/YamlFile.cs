using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace NasOrleans.Silo.Configuration;

/// <summary>
/// Reads nas.yaml into flat keys with their lines. It walks the parser's events instead of loading a document, because a document
/// forgets lines and stops at the first duplicate key.
/// </summary>
internal sealed class YamlFile
{
    // server:        -> section, line 1
    //   port: 8080   -> server.port = 8080, line 2
    private readonly string _name;
    private readonly List<RawValue> _values = [];
    private readonly List<Problem> _problems = [];
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    private readonly Dictionary<string, YamlNode> _trees = new(StringComparer.Ordinal);
    private readonly Func<string, bool> _isTree;

    private YamlFile(string name, Func<string, bool>? isTree) => (_name, _isTree) = (name, isTree ?? (_ => false));

    public IReadOnlyList<RawValue> Values => _values;

    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>What stands below the keys that are no flat settings.</summary>
    public IReadOnlyDictionary<string, YamlNode> Trees => _trees;

    public static YamlFile Read(string name, TextReader text, Func<string, bool>? isTree = null)
    {
        var file = new YamlFile(name, isTree);
        var parser = new Parser(text);
        try
        {
            file.ReadStream(parser);
        }
        catch (YamlException fault)
        {
            file._problems.Add(new Problem(file.At(fault.Start), "", "not valid YAML: " + Plain(fault)));
        }
        catch (InvalidOperationException)
        {
            // What the parser says of a bracket that nobody closed.
            file._problems.Add(new Problem(file.At(parser.Current?.Start ?? Mark.Empty), "", "not valid YAML: a bracket, brace or quote is not closed"));
        }

        return file;
    }

    private void ReadStream(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (parser.TryConsume<StreamEnd>(out _)) return;
        parser.Consume<DocumentStart>();
        if (parser.Accept<MappingStart>(out _)) ReadMapping(parser, prefix: "");
        else if (parser.TryConsume<Scalar>(out var scalar))
        {
            if (!IsNull(scalar)) Add(scalar.Start, "", "has to consist of keys and values such as 'role: all'");
        }
        else
        {
            Add(parser.Current!.Start, "", "has to consist of keys and values such as 'role: all'");
            parser.SkipThisAndNestedEvents();
        }

        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second)) Add(second.Start, "", "a second document begins here; only one is allowed");
    }

    private void ReadMapping(Parser parser, string prefix)
    {
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var name))
            {
                Add(parser.Current!.Start, prefix.TrimEnd('.'), "keys have to be plain texts");
                parser.SkipThisAndNestedEvents();
                parser.SkipThisAndNestedEvents();
                continue;
            }

            ReadValue(parser, prefix + name.Value, name.Start);
        }
    }

    private void ReadValue(Parser parser, string key, Mark start)
    {
        var line = (int)start.Line;
        if (!_lines.TryAdd(key, line)) Add(start, key, $"given twice, first on line {_lines[key]}");
        if (_isTree(key)) _trees[key] = YamlTree.Read(parser, key, Add);
        else if (parser.Accept<MappingStart>(out _)) ReadMapping(parser, key + ".");
        else if (parser.Accept<SequenceStart>(out _)) ReadList(parser, key, start);
        else if (parser.TryConsume<Scalar>(out var scalar)) _values.Add(new RawValue(key, At(start)) { Text = IsNull(scalar) ? null : scalar.Value });
        else
        {
            Add(start, key, "aliases (*name) are not supported, write the value out");
            parser.SkipThisAndNestedEvents();
        }
    }

    private void ReadList(Parser parser, string key, Mark start)
    {
        parser.Consume<SequenceStart>();
        var items = new List<string>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (parser.TryConsume<Scalar>(out var item)) items.Add(item.Value);
            else
            {
                Add(parser.Current!.Start, key, "takes a list of plain texts");
                parser.SkipThisAndNestedEvents();
            }
        }

        _values.Add(new RawValue(key, At(start)) { Items = items });
    }

    private void Add(Mark mark, string key, string what) => _problems.Add(new Problem(At(mark), key, what));

    private string At(Mark mark) => $"{_name}:{mark.Line}";

    public static bool IsNull(Scalar scalar) => scalar is { IsPlainImplicit: true, Value: "" or "~" or "null" };

    private static string Plain(YamlException fault) =>
        (fault.InnerException?.Message ?? fault.Message).Split('\n')[0].TrimEnd('.').ToLowerInvariant();
}
