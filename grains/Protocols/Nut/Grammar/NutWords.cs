namespace NasOrleans.Protocols.Nut.Grammar;

/// <summary>One word of a line; what stood in quotes may hold blanks and escapes.</summary>
internal readonly ref struct NutWord(ReadOnlySpan<byte> raw, bool isQuoted, bool isEscaped)
{
    /// <summary>As it came, without its quotes.</summary>
    public ReadOnlySpan<byte> Raw { get; } = raw;

    public bool IsQuoted { get; } = isQuoted;

    /// <summary>Its text; null when it is none, which of a quoted word says nothing about the line around it.</summary>
    public string? Text()
    {
        if (!isEscaped) return NutText.Read(Raw);
        Span<byte> plain = stackalloc byte[NutText.MaxLine];
        return NutText.Read(plain[..Unescape(plain)]);
    }

    /// <summary>Its text, into letters that the caller has room for; -1 when it is none.</summary>
    public int Text(Span<char> letters)
    {
        if (!isEscaped) return NutText.Read(Raw, letters);
        Span<byte> plain = stackalloc byte[NutText.MaxLine];
        return NutText.Read(plain[..Unescape(plain)], letters);
    }

    private int Unescape(Span<byte> plain)
    {
        var length = 0;
        for (var at = 0; at < Raw.Length; at++)
        {
            if (Raw[at] == (byte)'\\') at++;
            plain[length++] = Raw[at];
        }
        return length;
    }
}

/// <summary>
/// Splits a line, or what is left of one, into words: <c>VAR ups1 ups.mfr "He said \"hi\""</c>. Blanks collapse. In quotes a backslash
/// stands before what is meant as itself.
/// </summary>
internal ref struct NutWords(ReadOnlySpan<byte> line)
{
    private ReadOnlySpan<byte> _rest = line;

    /// <summary>False at the end of the line.</summary>
    /// <exception cref="GrammarException"/>
    public bool TryNext(out NutWord word)
    {
        _rest = _rest.TrimStart((byte)' ');
        word = default;
        if (_rest.IsEmpty) return false;
        word = _rest[0] == (byte)'"' ? Quoted() : Bare();
        return true;
    }

    public NutWord Next() => TryNext(out var word) ? word : throw new GrammarException("An answer ends too early.");

    public string NextName()
    {
        var word = Next();
        return !word.IsQuoted && word.Text() is { } name && NutText.IsName(name) ? name : throw new GrammarException("An answer has no name where one must be.");
    }

    public void End()
    {
        if (TryNext(out _)) throw new GrammarException("An answer goes on where it must end.");
    }

    private NutWord Quoted()
    {
        var isEscaped = false;
        for (var at = 1; at < _rest.Length; at++)
        {
            if (_rest[at] == (byte)'\\')
            {
                isEscaped = true;
                at++;
            }
            else if (_rest[at] == (byte)'"')
            {
                var word = new NutWord(_rest[1..at], isQuoted: true, isEscaped);
                _rest = _rest[(at + 1)..];
                return _rest.IsEmpty || _rest[0] == (byte)' ' ? word : throw new GrammarException("Something stands right behind a closing quote.");
            }
        }
        throw new GrammarException("A quote is not closed.");
    }

    private NutWord Bare()
    {
        var end = _rest.IndexOf((byte)' ');
        if (end < 0) end = _rest.Length;
        var raw = _rest[..end];
        _rest = _rest[end..];
        foreach (var letter in raw)
        {
            if (letter is <= (byte)' ' or >= 0x7f or (byte)'"' or (byte)'\\' or (byte)'#') throw new GrammarException("A word has a character in it that no word has.");
        }
        return new NutWord(raw, isQuoted: false, isEscaped: false);
    }
}
