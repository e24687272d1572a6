using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NasOrleans.Silo.Configuration;

/// <summary>Durations such as <c>250ms</c>, <c>90s</c>, <c>2h30m</c>, <c>1d</c>: a number always has its unit.</summary>
internal static partial class DurationText
{
    public const string Pattern = @"^(\d{1,9}(\.\d{1,6})?(ms|d|h|m|s))+$";

    private static readonly (string Unit, TimeSpan Size)[] Units =
    [
        ("d", TimeSpan.FromDays(1)),
        ("h", TimeSpan.FromHours(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    public static TimeSpan? Parse(string text)
    {
        if (!Whole().IsMatch(text)) return null;
        var total = 0.0;
        var previous = double.MaxValue;
        foreach (Match part in Part().Matches(text))
        {
            var unit = Array.Find(Units, unit => unit.Unit == part.Groups["unit"].Value).Size.TotalMilliseconds;
            // 5m2h and 5m5m are slips, not durations.
            if (unit >= previous) return null;
            previous = unit;
            total += double.Parse(part.Groups["number"].Value, CultureInfo.InvariantCulture) * unit;
        }

        return total < TimeSpan.MaxValue.TotalMilliseconds ? TimeSpan.FromMilliseconds(total) : null;
    }

    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero) return "0s";
        var text = new StringBuilder();
        foreach (var (unit, size) in Units)
        {
            var count = (long)(duration / size);
            if (count == 0) continue;
            text.Append(count).Append(unit);
            duration -= count * size;
        }

        return text.ToString();
    }

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"(?<number>\d+(\.\d+)?)(?<unit>ms|d|h|m|s)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Part();
}
