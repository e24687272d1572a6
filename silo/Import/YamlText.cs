using System.Globalization;
using System.Text.RegularExpressions;
using NasOrleans.Silo.Configuration;

namespace NasOrleans.Silo.Import;

/// <summary>Values as they are written into a yaml file.</summary>
internal static partial class YamlText
{
    public static string Quote(string text) => Plain().IsMatch(text) ? text : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    public static string Seconds(double seconds) => DurationText.Format(TimeSpan.FromSeconds(seconds));

    public static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>An id of ours that reads like the name, and is none of those taken.</summary>
    public static string Id(string name, ICollection<string> taken)
    {
        var plain = Strange().Replace(name.ToLowerInvariant(), "-").Trim('-', '.', '_');
        if (plain.Length == 0) plain = "ups";
        var id = plain = plain[..Math.Min(plain.Length, 50)];
        for (var number = 2; taken.Contains(id); number++) id = string.Create(CultureInfo.InvariantCulture, $"{plain}-{number}");
        taken.Add(id);
        return id;
    }

    // Nothing that yaml could take for a number, a truth value, nothing or a mark of its own.
    [GeneratedRegex(@"^(?!(true|false|null|yes|no|on|off|y|n)$)[A-Za-z/][A-Za-z0-9_./@-]*(:\d+)?$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Plain();

    [GeneratedRegex("[^a-z0-9._-]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Strange();
}
