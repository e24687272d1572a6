using System.Text;

namespace NasOrleans.Simulators.Ups.Wire;

internal enum Fed
{
    More,

    /// <summary>A line is complete; its words can be read until the next byte is fed.</summary>
    Line,

    /// <summary>The line was given up, and whatever stands behind it in what was read at once.</summary>
    Error,
}

/// <summary>
/// Takes requests apart byte by byte, oddities included: GET VAR ups1 "ups\#status" # and a comment
/// A quoted word runs over the end of a line; an unescaped # in it loses the request; = is a word; what is not ASCII is left out.
/// </summary>
internal sealed class WordReader
{
    private const int LongestWord = 512;
    private const int MostWords = 32;
    private readonly List<string> _words = [];
    private readonly StringBuilder _word = new();
    private State _state = State.Between;
    private bool _isOver;

    private enum State
    {
        Between,
        Comment,
        Word,
        WordEscape,
        Quoted,
        QuotedEscape,
    }

    public IReadOnlyList<string> Words => _words;

    public Fed Feed(byte letter)
    {
        if (_isOver)
        {
            _words.Clear();
            _isOver = false;
        }
        return _state switch
        {
            State.Between => Between(letter),
            State.Comment => letter == '\n' ? EndLine() : Fed.More,
            State.Word => InWord(letter),
            State.WordEscape => Escaped(letter, State.Word),
            State.Quoted => InQuotes(letter),
            _ => Escaped(letter, State.Quoted),
        };
    }

    private Fed Between(byte letter)
    {
        switch (letter)
        {
            case (byte)'\n':
                return EndLine();
            case (byte)'#':
                return Go(State.Comment);
            case (byte)'\\':
                return Go(State.WordEscape);
            case (byte)'"':
                return Go(State.Quoted);
            case (byte)'=':
                Keep(letter);
                EndWord();
                return Fed.More;
            default:
                if (IsBlank(letter)) return Fed.More;
                Keep(letter);
                return Go(State.Word);
        }
    }

    private Fed InWord(byte letter)
    {
        switch (letter)
        {
            case (byte)'\n':
                EndWord();
                return EndLine();
            case (byte)'#':
                EndWord();
                return Go(State.Comment);
            case (byte)'\\':
                return Go(State.WordEscape);
            case (byte)'=':
                EndWord();
                _state = State.Between;
                return Between(letter);
            default:
                if (!IsBlank(letter))
                {
                    Keep(letter);
                    return Fed.More;
                }
                EndWord();
                return Go(State.Between);
        }
    }

    private Fed InQuotes(byte letter)
    {
        switch (letter)
        {
            case (byte)'#':
                _word.Clear();
                _isOver = true;
                _state = State.Between;
                return Fed.Error;
            case (byte)'"':
                EndWord();
                return Go(State.Between);
            case (byte)'\\':
                return Go(State.QuotedEscape);
            default:
                Keep(letter);
                return Fed.More;
        }
    }

    // An escaped end of line joins it with the next one.
    private Fed Escaped(byte letter, State back)
    {
        if (letter != '\n') Keep(letter);
        return Go(back);
    }

    private Fed Go(State state)
    {
        _state = state;
        return Fed.More;
    }

    private Fed EndLine()
    {
        (_state, _isOver) = (State.Between, true);
        return Fed.Line;
    }

    private void EndWord()
    {
        if (_words.Count < MostWords) _words.Add(_word.ToString());
        _word.Clear();
    }

    private void Keep(byte letter)
    {
        if (letter is >= 0x20 and <= 0x7f && _word.Length < LongestWord) _word.Append((char)letter);
    }

    private static bool IsBlank(byte letter) => letter is (byte)' ' or (byte)'\t' or (byte)'\r' or 0x0b or 0x0c;
}
