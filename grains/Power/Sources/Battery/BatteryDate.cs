using System.Globalization;

namespace NasOrleans.Power.Sources.Battery;

/// <summary>The dates that drivers give for a battery: <c>2024/05/12</c>, <c>2024-05-12</c>, <c>05/12/2024</c>, <c>05/12/24</c> (month first).</summary>
internal static class BatteryDate
{
    private static readonly string[] Forms = ["yyyy/MM/dd", "yyyy-MM-dd", "MM/dd/yyyy", "MM/dd/yy"];
    private static readonly DateTimeOffset Earliest = new(1995, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Variables = ["battery.date", "battery.mfr.date", "ups.mfr.date"];

    /// <summary>Null for what is no date, lies in the future, or before any battery that could still be in use.</summary>
    public static DateTimeOffset? Read(IReadOnlyDictionary<string, string> variables, DateTimeOffset now)
    {
        foreach (var name in Variables)
        {
            if (variables.TryGetValue(name, out var text)
                && DateTimeOffset.TryParseExact(text.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                && date >= Earliest && date <= now)
                return date;
        }
        return null;
    }
}
