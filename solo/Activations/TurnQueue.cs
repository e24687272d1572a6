namespace NasOrleans.Solo.Activations;

/// <summary>Turns that wait, in the order they came. The links lie in the turns: an idle activation pays nothing.</summary>
internal struct TurnQueue
{
    private Turn? _first;
    private Turn? _last;

    internal int Count { get; private set; }

    internal readonly Turn? First => _first;

    internal void Add(Turn turn)
    {
        turn.Next = null;
        if (_last is null) _first = turn;
        else _last.Next = turn;
        _last = turn;
        Count++;
    }

    internal void Remove(Turn? previous, Turn turn)
    {
        if (previous is null) _first = turn.Next;
        else previous.Next = turn.Next;
        if (ReferenceEquals(_last, turn)) _last = previous;
        turn.Next = null;
        Count--;
    }

    internal List<Turn> TakeAll()
    {
        var all = new List<Turn>(Count);
        while (_first is { } turn)
        {
            Remove(null, turn);
            all.Add(turn);
        }
        return all;
    }
}
