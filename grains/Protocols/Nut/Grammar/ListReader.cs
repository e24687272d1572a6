using System.Collections.Immutable;
using System.Text;

namespace NasOrleans.Protocols.Nut.Grammar;

/// <summary>
/// A list, framed by its name: <c>BEGIN LIST CMD ups1</c>, <c>CMD ups1 load.off</c>, <c>END LIST CMD ups1</c>. Each entry begins with the
/// echo of the question, here <c>CMD ups1</c>.
/// </summary>
internal abstract class FramedReader<T>(string echo) : AnswerReader<T>
{
    private readonly byte[] _echo = Encoding.ASCII.GetBytes(echo);
    private bool _isOpen;

    protected abstract void Entry(ReadOnlySpan<byte> tail, ReadOnlySpan<byte> line);

    protected abstract void Close();

    protected override bool Read(ReadOnlySpan<byte> line)
    {
        if (!_isOpen)
        {
            Match(line, "BEGIN LIST"u8);
            _isOpen = true;
            return false;
        }
        if (!line.StartsWith("END "u8))
        {
            Entry(After(line, _echo), line);
            return false;
        }
        Match(line, "END LIST"u8);
        Close();
        return true;
    }

    private void Match(ReadOnlySpan<byte> line, ReadOnlySpan<byte> frame)
    {
        if (!Ascii.EqualsIgnoreCase(After(line, frame), _echo)) throw new GrammarException($"Instead of the list \"{NutText.Shown(_echo)}\" came \"{NutText.Shown(line)}\".");
    }
}

internal sealed class ListReader<T>(string echo, ReadTail<T> read) : FramedReader<ImmutableArray<T>>(echo)
{
    private readonly ImmutableArray<T>.Builder _items = ImmutableArray.CreateBuilder<T>();
    private ImmutableArray<T> _result = [];

    public override ImmutableArray<T> Result => _result;

    protected override void Entry(ReadOnlySpan<byte> tail, ReadOnlySpan<byte> line) => _items.Add(read(tail));

    protected override void Close() => _result = _items.DrainToImmutable();
}
