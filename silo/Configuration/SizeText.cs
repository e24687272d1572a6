using System.Globalization;
using System.Text.RegularExpressions;

namespace NasOrleans.Silo.Configuration;

/// <summary>Numbers of bytes such as <c>4096</c>, <c>500kB</c>, <c>50MB</c>, <c>2GiB</c>.</summary>
internal static partial class SizeText
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("TiB", 1L << 40), ("TB", 1_000_000_000_000),
        ("GiB", 1L << 30), ("GB", 1_000_000_000),
        ("MiB", 1L << 20), ("MB", 1_000_000),
        ("KiB", 1L << 10), ("kB", 1_000),
        ("B", 1),
    ];

    public static long? Parse(string text)
    {
        var match = Shape().Match(text);
        if (!match.Success) return null;
        var unit = match.Groups["unit"].Value is { Length: > 0 } name
            ? Array.Find(Units, unit => unit.Unit.Equals(name, StringComparison.OrdinalIgnoreCase)).Bytes
            : 1;
        var bytes = decimal.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) * unit;
        return bytes <= long.MaxValue ? (long)bytes : null;
    }

    public static string Format(long bytes)
    {
        var (unit, size) = Array.Find(Units, unit => bytes >= unit.Bytes && bytes % unit.Bytes == 0);
        return unit is null ? "0B" : string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{unit}");
    }

    [GeneratedRegex(@"^(?<number>\d{1,15}(\.\d{1,6})?) ?(?<unit>[kKMGT]i?B|B)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Shape();
}
