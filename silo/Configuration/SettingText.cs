using System.Globalization;

namespace NasOrleans.Silo.Configuration;

/// <summary>Values as people write them, and the form of them that the configuration binder reads.</summary>
internal static class SettingText
{
    /// <summary>The value, or null when the text is none for this setting.</summary>
    public static object? Parse(Setting setting, string text) => setting.Kind switch
    {
        SettingKind.Flag => text is "true" or "false" ? text == "true" : null,
        SettingKind.Whole when !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => null,
        // Beyond the range of the type it is out of range, not of another kind.
        SettingKind.Whole when setting.Type == typeof(int) => (int)Math.Clamp(long.Parse(text, CultureInfo.InvariantCulture), int.MinValue, int.MaxValue),
        SettingKind.Whole => long.Parse(text, CultureInfo.InvariantCulture),
        SettingKind.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        SettingKind.Duration => DurationText.Parse(text),
        SettingKind.Size => SizeText.Parse(text),
        SettingKind.Address => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null,
        SettingKind.Choice => setting.Choices.FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse(setting.Type, found, ignoreCase: true) : null,
        SettingKind.List => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        _ => text,
    };

    /// <summary>What .NET's configuration binder makes the same value of.</summary>
    public static string Bindable(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>The value as a user would write it.</summary>
    public static string Show(Setting setting, object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        TimeSpan duration => DurationText.Format(duration),
        long size when setting.Kind is SettingKind.Size => SizeText.Format(size),
        Enum choice => Setting.CamelCase(choice.ToString()),
        string[] list => $"[{string.Join(", ", list)}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>An end of a range; attributes carry durations and sizes as text.</summary>
    public static string Bound(Setting setting, object bound) => setting.Kind switch
    {
        SettingKind.Duration => DurationText.Format(TimeSpan.Parse(bound.ToString()!, CultureInfo.InvariantCulture)),
        SettingKind.Size => SizeText.Format(long.Parse(bound.ToString()!, CultureInfo.InvariantCulture)),
        _ => Convert.ToString(bound, CultureInfo.InvariantCulture)!,
    };
}
