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
        ("USE_SSL", "truenas.useSsl", text => text.ToLowerInvariant() is { Length: > 0 } word ? word : null),
    ];

    private const string FileSuffix = "_FILE";

    // A name as common as USE_SSL says nothing of a NAS where no NAS is named.
    private const string Anchor = "TRUENAS_HOST";

    public static bool IsOne(string variable) => Array.Exists(Known, known => variable == known.Variable || variable == known.Variable + FileSuffix);

    /// <summary>What they say, with a secret's text or the file that holds it.</summary>
    public static IEnumerable<(Setting Setting, string Variable, string Text, bool IsFile)> Read(Catalogue catalogue, IReadOnlyDictionary<string, string> environment)
    {
        var named = !string.IsNullOrEmpty(environment.GetValueOrDefault(Anchor));
        foreach (var (variable, key, read) in Known)
        {
            if (key.StartsWith("truenas.", StringComparison.Ordinal) && !named) continue;
            if (catalogue.Find(key) is not { } setting) continue;
            if (environment.GetValueOrDefault(variable) is { } text && read(text) is { } value) yield return (setting, variable, value, false);
            if (setting.Secret && environment.GetValueOrDefault(variable + FileSuffix) is { Length: > 0 } path) yield return (setting, variable + FileSuffix, path, true);
        }
    }

    private static string? Text(string text) => text.Length == 0 ? null : text;

    // Blank leaves the default; the words that switch on are these, and everything else switches off.
    private static string? Switch(string text) => text.Trim().ToLowerInvariant() switch
    {
        "" => null,
        "1" or "true" or "yes" or "on" => "true",
        _ => "false",
    };
}
