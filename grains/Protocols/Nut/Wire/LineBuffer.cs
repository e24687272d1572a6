using NasOrleans.Protocols.Nut.Grammar;

namespace NasOrleans.Protocols.Nut.Wire;

/// <summary>Cuts what comes in into lines. A line lives until the next call.</summary>
internal sealed class LineBuffer
{
    private const int Size = 16 * 1024;

    private readonly byte[] _bytes = new byte[Size];
    private int _start;
    private int _end;

    public bool IsEmpty => _start == _end;

    /// <summary>Room for more; never empty, since a line that is not whole is shorter than the buffer.</summary>
    public Memory<byte> Room()
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }
        return _bytes.AsMemory(_end);
    }

    public void Filled(int count) => _end += count;

    /// <summary>False when no whole line is there.</summary>
    /// <exception cref="GrammarException">The line is too long.</exception>
    public bool TryTake(out ReadOnlySpan<byte> line)
    {
        var rest = _bytes.AsSpan(_start, _end - _start);
        var end = rest.IndexOf((byte)'\n');
        if ((end < 0 ? rest.Length : end) > NutText.MaxLine) throw new GrammarException($"A line is longer than {NutText.MaxLine} bytes.");
        line = default;
        if (end < 0) return false;
        line = rest[..end];
        if (line.EndsWith("\r"u8)) line = line[..^1];
        _start += end + 1;
        return true;
    }
}
