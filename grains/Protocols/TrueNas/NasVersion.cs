namespace NasOrleans.Protocols.TrueNas;

/// <summary>
/// A release, as far as it decides what can be asked. Read from <c>TrueNAS-13.3-U1.2</c>, <c>TrueNAS-SCALE-22.12.4.2</c>,
/// <c>25.10.1</c>, <c>26.0.0-BETA.3</c> or the name of an endpoint such as <c>v25.10.5</c>.
/// </summary>
internal readonly record struct NasVersion(int Major, int Minor, int Patch = 0) : IComparable<NasVersion>
{
    public static readonly NasVersion V2212 = new(22, 12);
    public static readonly NasVersion V2404 = new(24, 4);
    public static readonly NasVersion V2410 = new(24, 10);
    public static readonly NasVersion V2504 = new(25, 4);
    public static readonly NasVersion V2510 = new(25, 10);
    public static readonly NasVersion V26 = new(26, 0);

    public bool IsCore => Major < 20;

    public static bool TryParse(string? text, out NasVersion version)
    {
        version = default;
        var digits = (text ?? "").AsSpan().TrimStart("TrueNAS-SCALEv ");
        Span<int> numbers = [0, 0, 0];
        var read = 0;
        while (read < numbers.Length)
        {
            var length = 0;
            while (length < digits.Length && char.IsAsciiDigit(digits[length])) length++;
            if (length is 0 or > 4) break;
            numbers[read++] = int.Parse(digits[..length]);
            if (length == digits.Length || digits[length] != '.') break;
            digits = digits[(length + 1)..];
        }
        version = new NasVersion(numbers[0], numbers[1], numbers[2]);
        return read >= 2;
    }

    public int CompareTo(NasVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public override string ToString() => $"{Major}.{Minor:00}.{Patch}";

    public static bool operator <(NasVersion left, NasVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(NasVersion left, NasVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(NasVersion left, NasVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(NasVersion left, NasVersion right) => left.CompareTo(right) >= 0;
}
