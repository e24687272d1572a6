using System.Text;

namespace NasOrleans.Protocols.Nut.Grammar;

/// <summary>A status that is remembered, as it came and as what it meant; no value when it was no text.</summary>
internal sealed record StatusLine(ReadOnlyMemory<byte> Raw, NutStatus? Value);

/// <summary>The status alone: <c>VAR ups1 ups.status "OB DISCHRG LB"</c>. One that is as before is the one before.</summary>
internal sealed class StatusReader(byte[] echo, StatusLine? last) : AnswerReader<StatusLine>
{
    private StatusLine? _result;

    public override StatusLine Result => _result!;

    public static byte[] Echo(string ups) => Encoding.ASCII.GetBytes($"VAR {ups} {NutStatus.Variable}");

    protected override bool Read(ReadOnlySpan<byte> line)
    {
        var tail = After(line, echo);
        _result = last is not null && tail.SequenceEqual(last.Raw.Span) ? last : new StatusLine(tail.ToArray(), Tails.Quoted(tail) is { } text ? new NutStatus(text) : null);
        return true;
    }
}
