using System.Text;

namespace NasOrleans.Protocols.Nut.Grammar;

/// <summary>An answer that is remembered, as it came and as what it meant.</summary>
internal sealed record VariableBlock(ReadOnlyMemory<byte> Raw, NutVariables Value)
{
    public static readonly VariableBlock None = new(ReadOnlyMemory<byte>.Empty, new NutVariables(new(StringComparer.OrdinalIgnoreCase), []));
}

/// <summary>
/// The variables of a UPS. An answer that is, byte by byte, the one before costs nothing and is the one before; of another one only what
/// changed is made anew.
/// </summary>
internal sealed class VariableReader(string echo, VariableBlock last) : FramedReader<VariableBlock>(echo)
{
    private readonly int _echoLength = echo.Length;
    private byte[]? _raw;
    private int _length;
    private VariableBlock? _result;

    public override VariableBlock Result => _result!;

    protected override void Entry(ReadOnlySpan<byte> tail, ReadOnlySpan<byte> line)
    {
        if (_raw is null && !IsAsBefore(line)) Diverge();
        if (_raw is not null) Keep(line);
        _length += line.Length + 1;
    }

    protected override void Close()
    {
        if (_raw is null && _length == last.Raw.Length && _length > 0)
        {
            _result = last;
            return;
        }
        if (_raw is null) Diverge();
        var raw = _raw.AsMemory(0, _length);
        _result = new VariableBlock(raw, Parse(raw.Span));
    }

    private bool IsAsBefore(ReadOnlySpan<byte> line)
    {
        var before = last.Raw.Span[_length..];
        return before.Length > line.Length && before[line.Length] == (byte)'\n' && before.StartsWith(line);
    }

    private void Diverge()
    {
        _raw = new byte[Math.Max(512, last.Raw.Length + 64)];
        last.Raw.Span[.._length].CopyTo(_raw);
    }

    private void Keep(ReadOnlySpan<byte> line)
    {
        if (_length + line.Length + 1 > _raw!.Length) Array.Resize(ref _raw, Math.Max(_raw.Length * 2, _length + line.Length + 1));
        line.CopyTo(_raw.AsSpan(_length));
        _raw[_length + line.Length] = (byte)'\n';
    }

    private NutVariables Parse(ReadOnlySpan<byte> raw)
    {
        var values = new Dictionary<string, string>(last.Value.Count, StringComparer.OrdinalIgnoreCase);
        List<string> garbled = [];
        while (!raw.IsEmpty)
        {
            var end = raw.IndexOf((byte)'\n');
            var words = new NutWords(raw[(_echoLength + 1)..end]);
            raw = raw[(end + 1)..];
            var (name, value) = Variable(ref words);
            words.End();
            // Two values of one name: neither is known.
            if (garbled.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            if (value is null || !values.TryAdd(name, value))
            {
                values.Remove(name);
                garbled.Add(name);
            }
        }
        return new NutVariables(values, [.. garbled]);
    }

    private (string Name, string? Value) Variable(ref NutWords words)
    {
        Span<char> letters = stackalloc char[NutText.MaxLine];
        var word = words.Next();
        var length = word.IsQuoted ? -1 : word.Text(letters);
        if (length < 0 || !last.Value.TryFind(letters[..length], out var name, out var before)) return (Named(word), Value(ref words));
        word = words.Next();
        if (!word.IsQuoted) throw new GrammarException("A value is not quoted.");
        length = word.Text(letters);
        return (name, length < 0 ? null : letters[..length].SequenceEqual(before) ? before : letters[..length].ToString());
    }

    private static string Named(NutWord word) =>
        !word.IsQuoted && word.Text() is { } name && NutText.IsName(name) ? name : throw new GrammarException("A variable has no name.");

    private static string? Value(ref NutWords words)
    {
        var word = words.Next();
        return word.IsQuoted ? word.Text() : throw new GrammarException("A value is not quoted.");
    }
}
