using System.Globalization;

namespace NasOrleans.Power.Sources.Reading;

/// <summary>A number as a driver writes it: <c>100</c>, <c>013.6</c>. Some write <c>13,6</c>. Anything else is no number, and never becomes one.</summary>
internal static class UpsNumber
{
    private const int Longest = 24;

    public static double? Read(IReadOnlyDictionary<string, string> variables, string name, double most) =>
        variables.TryGetValue(name, out var text) ? Read(text, most) : null;

    /// <summary>Null for what is negative, too big, or no number.</summary>
    public static double? Read(string? text, double most)
    {
        var digits = (text ?? "").Trim(' ');
        if (digits.Length is 0 or > Longest) return null;
        // 1,234 could be a thousand and some; 13,6 and 13,65 cannot.
        var comma = digits.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0 && digits.Length - comma is 2 or 3 && !digits.Contains('.', StringComparison.Ordinal)) digits = digits.Replace(',', '.');
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;
    }
}
