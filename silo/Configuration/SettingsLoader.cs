using NasOrleans.Power.Sources;

namespace NasOrleans.Silo.Configuration;

/// <summary>Brings file, environment and command line together, the later ones winning, and collects every problem.</summary>
internal sealed class SettingsLoader(Catalogue catalogue, SettingSources sources)
{
    private readonly List<Problem> _problems = [];
    private readonly List<string> _warnings = [];
    private readonly Dictionary<string, SettingValue> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, YamlNode> _trees = new Dictionary<string, YamlNode>();

    public static LoadedSettings Load(SettingSources sources) => new SettingsLoader(Catalogue.Nas, sources).Load();

    public LoadedSettings Load()
    {
        var file = ConfigFile.Find(sources);
        if (file.Path is not null) ReadFile(file.Path);
        else if (file.Missing is { } missing) _problems.Add(missing);
        var environment = new EnvironmentLayer(catalogue, sources);
        _problems.AddRange(environment.Problems);
        _warnings.AddRange(environment.Warnings);
        foreach (var raw in environment.Values) Take(raw);
        foreach (var (key, text) in sources.CommandLine) Take(new RawValue(key, "--" + key) { Text = text });

        var values = catalogue.Settings.Select(setting =>
            _values.GetValueOrDefault(setting.Key) ?? new SettingValue(setting, setting.Default, SettingValue.FromDefault));
        var loaded = new LoadedSettings([.. values], file.Path, _warnings);
        _problems.AddRange(SettingsRules.Check(loaded));
        var power = ReadPower(loaded);
        return loaded with { Power = power, Problems = [.. _problems.DistinctBy(problem => problem.ToString())] };
    }

    private PowerFile ReadPower(LoadedSettings loaded)
    {
        var name = Path.GetFileName(loaded.File) ?? "";
        var secrets = new PowerSecretFiles(name, Path.GetDirectoryName(loaded.File) ?? sources.WorkingDirectory, sources);
        var reader = new PowerReader(name, secrets, _trees);
        var power = reader.Read(loaded.Settings, loaded.IsFromFile("powerCheck.url") ? PowerOrigin.File : PowerOrigin.Environment);
        _problems.AddRange(reader.Problems);
        _warnings.AddRange(reader.Warnings);
        return power;
    }

    private void ReadFile(string path)
    {
        try
        {
            using var text = File.OpenText(path);
            var yaml = YamlFile.Read(Path.GetFileName(path), text, key => catalogue.FindTree(key) is not null);
            _trees = yaml.Trees;
            _problems.AddRange(yaml.Problems);
            foreach (var raw in yaml.Values) Take(raw);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new Problem(path, "", "cannot be read: " + fault.Message));
        }
    }

    private void Take(RawValue raw)
    {
        if (catalogue.Find(raw.Key) is not { } setting)
        {
            if (raw is not { Text: null, Items: null } || !catalogue.IsSection(raw.Key)) Unknown(raw);
        }
        else if (raw is { Text: null, Items: null }) _values.Remove(raw.Key);
        else if (SettingCheck.Read(setting, raw, out var value) is { } wrong) _problems.Add(new Problem(raw.Where, raw.Key, wrong));
        else _values[raw.Key] = new SettingValue(setting, value, raw.Where);
    }

    private void Unknown(RawValue raw)
    {
        var parts = raw.Key.Split('.');
        var parent = "";
        foreach (var part in parts)
        {
            var key = parent.Length == 0 ? part : $"{parent}.{part}";
            if (catalogue.Find(key) is { } setting)
            {
                _problems.Add(new Problem(raw.Where, key, $"has no keys below it, it takes {setting.Allowed}"));
                return;
            }

            if (!catalogue.IsSection(key))
            {
                // A misspelt section is one fault, however many keys stand below it.
                if (_unknown.Add(key)) _problems.Add(new Problem(raw.Where, key, "unknown key, " + Advice(key, part, parent)));
                return;
            }

            parent = key;
        }

        _problems.Add(new Problem(raw.Where, raw.Key, $"is a section, its keys are {string.Join(", ", catalogue.Children(raw.Key))}"));
    }

    private string Advice(string key, string part, string parent)
    {
        var siblings = catalogue.Children(parent).ToArray();
        var close = DidYouMean.Closest(key, siblings)
            ?? catalogue.Settings.Select(setting => setting.Key).FirstOrDefault(other => other.EndsWith("." + part, StringComparison.OrdinalIgnoreCase));
        return close is null ? $"allowed are {string.Join(", ", siblings)}" : $"did you mean {close}?";
    }
}
