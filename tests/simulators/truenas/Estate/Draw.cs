namespace NasOrleans.Simulators.TrueNas.Estate;

/// <summary>Numbers that look random and are the same in every run: what a system has follows from its seed.</summary>
internal struct Draw(ulong seed)
{
    private ulong _state = seed;

    public static Draw Of(int seed, int purpose) => new(((ulong)(uint)seed << 32) | (uint)purpose);

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From 0 up to, not including, <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(Next() % (ulong)end);

    public int Between(int from, int to) => from + Below(to - from + 1);

    public string Text(string alphabet, int length)
    {
        var letters = new char[length];
        for (var at = 0; at < length; at++) letters[at] = alphabet[Below(alphabet.Length)];
        return new(letters);
    }
}
