using System.ComponentModel.DataAnnotations;

namespace NasOrleans.Silo.Configuration;

/// <summary>One value against its setting: kind first, then range and the other rules.</summary>
internal static class SettingCheck
{
    /// <summary>What is wrong, or null and the value.</summary>
    public static string? Read(Setting setting, RawValue raw, out object? value)
    {
        value = null;
        if (raw.Items is { } items)
        {
            if (setting.Kind is not SettingKind.List) return "is a list, allowed is " + setting.Allowed;
            value = items.ToArray();
        }
        else
        {
            value = SettingText.Parse(setting, raw.Text!);
            if (value is null) return $"{Quoted(setting, raw.Text!)} is not {Expected(setting)}";
        }

        var found = value;
        return setting.Rules.Where(rule => !rule.IsValid(found)).Select(rule => Broken(setting, rule, raw.Text)).FirstOrDefault();
    }

    private static string Expected(Setting setting) =>
        setting.Kind is SettingKind.Choice ? "allowed, allowed are " + setting.Allowed : setting.Allowed;

    private static string Broken(Setting setting, ValidationAttribute rule, string? text) => rule switch
    {
        RangeAttribute => $"{Quoted(setting, text!)} is out of range, allowed is {setting.Allowed}",
        RequiredAttribute => "must not be empty",
        MinLengthAttribute least => $"is too short, at least {least.Length} characters are needed",
        _ => $"{Quoted(setting, text ?? "")} is not allowed, allowed is {rule.ErrorMessage}",
    };

    // A secret stays one when it is wrong.
    private static string Quoted(Setting setting, string text) => setting.Secret ? "the value" : $"'{text}'";
}
