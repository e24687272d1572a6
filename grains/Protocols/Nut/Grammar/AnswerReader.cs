using System.Text;

namespace NasOrleans.Protocols.Nut.Grammar;

/// <summary>Reads the answer to one question, line by line. Whatever is not that answer is a <see cref="GrammarException"/>.</summary>
internal abstract class AnswerReader<T>
{
    private int _length;

    public bool HasBegun => _length > 0;

    public abstract T Result { get; }

    /// <summary>True when the answer is whole.</summary>
    public bool Take(ReadOnlySpan<byte> line)
    {
        _length += line.Length + 1;
        if (_length > NutText.MaxAnswer) throw new GrammarException($"An answer is longer than {NutText.MaxAnswer} bytes.");
        return Read(line);
    }

    protected abstract bool Read(ReadOnlySpan<byte> line);

    /// <summary>What follows the words that the answer must begin with. Names are echoed, and are the same in any case.</summary>
    protected static ReadOnlySpan<byte> After(ReadOnlySpan<byte> line, ReadOnlySpan<byte> echo)
    {
        if (line.Length <= echo.Length || line[echo.Length] != (byte)' ' || !Ascii.EqualsIgnoreCase(line[..echo.Length], echo))
        {
            throw new GrammarException($"Instead of \"{NutText.Shown(echo)}\" came \"{NutText.Shown(line)}\".");
        }
        return line[(echo.Length + 1)..];
    }
}

/// <summary>Reads what follows the echo.</summary>
internal delegate T ReadTail<T>(ReadOnlySpan<byte> tail);

/// <summary>One line that begins with an echo of the question: <c>NUMLOGINS ups1 2</c>.</summary>
internal sealed class EchoReader<T>(string echo, ReadTail<T> read) : AnswerReader<T>
{
    private readonly byte[] _echo = Encoding.ASCII.GetBytes(echo);
    private T? _result;

    public override T Result => _result!;

    protected override bool Read(ReadOnlySpan<byte> line)
    {
        _result = read(After(line, _echo));
        return true;
    }
}

/// <summary>One line that is free but for what <paramref name="read"/> asks of it.</summary>
internal sealed class LineReader<T>(ReadTail<T> read) : AnswerReader<T>
{
    private T? _result;

    public override T Result => _result!;

    protected override bool Read(ReadOnlySpan<byte> line)
    {
        _result = read(line);
        return true;
    }
}
