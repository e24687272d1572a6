namespace NasOrleans.Silo.Configuration;

/// <summary>Settings from NAS_... variables, secrets also from the files that NAS_..._FILE variables name.</summary>
internal sealed class EnvironmentLayer
{
    private readonly List<RawValue> _values = [];
    private readonly List<Problem> _problems = [];
    private readonly List<string> _warnings = [];

    public EnvironmentLayer(Catalogue catalogue, SettingSources sources)
    {
        foreach (var (setting, variable, text, isFile) in OtherVariables.Read(catalogue, sources.Environment))
        {
            if (isFile) ReadFile(setting, variable, text, sources);
            else _values.Add(new RawValue(setting.Key, variable) { Text = text });
        }

        var known = new HashSet<string>(StringComparer.Ordinal) { ConfigFile.Variable };
        foreach (var setting in catalogue.Settings)
        {
            known.Add(setting.Environment);
            var text = sources.Environment.GetValueOrDefault(setting.Environment);
            if (setting.Secret) text = FromFile(setting, text, sources, known);
            else if (text is not null) _values.Add(new RawValue(setting.Key, setting.Environment) { Text = setting.Kind is SettingKind.Flag ? Flag(text) : text });
        }

        // Container platforms put variables of their own into every process, so a stranger is no fault.
        foreach (var name in sources.Environment.Keys.Where(name => !known.Contains(name) && !OtherVariables.IsOne(name) && !PowerSecretFiles.IsOne(name)).Order(StringComparer.Ordinal))
        {
            var close = DidYouMean.Closest(name, known);
            _warnings.Add($"{name}: no setting has this environment variable{(close is null ? "" : $", did you mean {close}?")}");
        }
    }

    public IReadOnlyList<RawValue> Values => _values;

    public IReadOnlyList<Problem> Problems => _problems;

    public IReadOnlyList<string> Warnings => _warnings;

    // Where everything is a text, these are what people write for it.
    private static string Flag(string text) => text.ToLowerInvariant() switch
    {
        "1" or "true" or "yes" or "on" => "true",
        "0" or "false" or "no" or "off" => "false",
        _ => text,
    };

    private string? FromFile(Setting setting, string? text, SettingSources sources, HashSet<string> known)
    {
        var variable = setting.EnvironmentFile;
        known.Add(variable);
        var path = sources.Environment.GetValueOrDefault(variable);
        if (path is null)
        {
            if (text is not null) _values.Add(new RawValue(setting.Key, setting.Environment) { Text = text });
            return text;
        }

        if (text is not null)
        {
            _problems.Add(new Problem(variable, setting.Key, $"{setting.Environment} is set as well; only one of them is allowed"));
            return null;
        }

        ReadFile(setting, variable, path, sources);
        return null;
    }

    private void ReadFile(Setting setting, string variable, string path, SettingSources sources)
    {
        try
        {
            var secret = File.ReadAllText(Path.Combine(sources.WorkingDirectory, path)).TrimEnd('\r', '\n');
            _values.Add(new RawValue(setting.Key, $"{variable} ({path})") { Text = secret });
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var why = fault is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "cannot be read";
            _problems.Add(new Problem(variable, setting.Key, $"the file {path} {why}"));
        }
    }
}
