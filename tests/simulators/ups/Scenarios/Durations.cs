using System.Globalization;

namespace NasOrleans.Simulators.Ups.Scenarios;

/// <summary>500ms, 10s, 5m, 2h, 00:01:30, or a number of seconds.</summary>
internal static class Durations
{
    private static readonly (string Suffix, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    public static TimeSpan? Parse(string text)
    {
        foreach (var (suffix, seconds) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal) && Number(text[..^suffix.Length]) is { } number) return TimeSpan.FromSeconds(number * seconds);
        }
        if (Number(text) is { } plain) return TimeSpan.FromSeconds(plain);
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero ? span : null;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1e9 ? number : null;
}
