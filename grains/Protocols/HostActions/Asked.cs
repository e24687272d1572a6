namespace NasOrleans.Protocols.HostActions;

/// <summary>What a host said when it was asked how it stands.</summary>
internal sealed record Asked<T>
{
    private readonly T? _answer;

    private Asked(T? answer, string? silence) => (_answer, Silence) = (answer, silence);

    /// <summary>Why nothing is known, in one line; null when there is an answer.</summary>
    public string? Silence { get; }

    public bool IsKnown => Silence is null;

    public T Answer => IsKnown ? _answer! : throw new InvalidOperationException(Silence);

    public static Asked<T> Said(T answer) => new(answer, null);

    public static Asked<T> Silent(string why) => new(default, why);

    public Asked<TOther> Select<TOther>(Func<T, TOther> read) => IsKnown ? Asked<TOther>.Said(read(Answer)) : Asked<TOther>.Silent(Silence!);
}
