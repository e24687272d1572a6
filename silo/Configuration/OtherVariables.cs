namespace NasOrleans.Silo.Configuration;

/// <summary>
/// Variables by which other tools know what is a setting here, so that their environment can be taken over as it is. They are the
/// weakest layer of the environment: NAS_... wins.
/// </summary>
internal static class OtherVariables
{
    private static readonly (string Variable, string Key, Func<string, string?> Read)[] Known =
    [
        ("PULSE_ENABLE_TRUENAS", "enableTruenas", Switch),
        ("TRUENAS_HOST", "truenas.host", Text),
        ("TRUENAS_USERNAME", "truenas.username", Text),
        ("TRUENAS_PASSWORD", "truenas.password", Text),
        ("TRUENAS_API_KEY", "truenas.apiKey", Text),
        ("USE_SSL", "truenas.useSsl", Word),
        ("POWER_CHECK_URL", "powerCheck.url", Text),
        ("INTERVAL_CHECK_ENABLED", "powerCheck.verified", Word),
        ("CHECK_INTERVAL", "powerCheck.interval", Seconds),
        ("TOTAL_CHECKS", "powerCheck.checks", Text),
        ("DISCORD_WEBHOOK_URL", "notify.discord", Text),
    ];

    private const string FileSuffix = "_FILE";

    // Names as common as USE_SSL or CHECK_INTERVAL say nothing of a NAS or of power where the variable that counts is not there.
    private static readonly (string Section, string Variable)[] Anchors = [("truenas.", "TRUENAS_HOST"), ("powerCheck.", "POWER_CHECK_URL")];

    public static bool IsOne(string variable) => Array.Exists(Known, known => variable == known.Variable || variable == known.Variable + FileSuffix);

    /// <summary>What they say, with a secret's text or the file that holds it.</summary>
    public static IEnumerable<(Setting Setting, string Variable, string Text, bool IsFile)> Read(Catalogue catalogue, IReadOnlyDictionary<string, string> environment)
    {
        var absent = Anchors.Where(anchor => string.IsNullOrEmpty(environment.GetValueOrDefault(anchor.Variable))).ToArray();
        foreach (var (variable, key, read) in Known)
        {
            if (Array.Exists(absent, anchor => key.StartsWith(anchor.Section, StringComparison.Ordinal))) continue;
            if (catalogue.Find(key) is not { } setting) continue;
            if (environment.GetValueOrDefault(variable) is { } text && read(text) is { } value) yield return (setting, variable, value, false);
            if (setting.Secret && environment.GetValueOrDefault(variable + FileSuffix) is { Length: > 0 } path) yield return (setting, variable + FileSuffix, path, true);
        }
    }

    private static string? Text(string text) => text.Length == 0 ? null : text;

    private static string? Word(string text) => Text(text.Trim().ToLowerInvariant());

    // They write the number alone.
    private static string? Seconds(string text) => text.Trim() is { Length: > 0 } number ? number.All(char.IsAsciiDigit) ? number + "s" : number : null;

    // Blank leaves the default; the words that switch on are these, and everything else switches off.
    private static string? Switch(string text) => text.Trim().ToLowerInvariant() switch
    {
        "" => null,
        "1" or "true" or "yes" or "on" => "true",
        _ => "false",
    };
}
