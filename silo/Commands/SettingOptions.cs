using System.CommandLine;
using NasOrleans.Silo.Configuration;

namespace NasOrleans.Silo.Commands;

/// <summary>Every setting as an option of every verb; secrets are left out, since a process list shows them to everybody.</summary>
internal sealed class SettingOptions
{
    private static readonly string[] Shown = ["data", "server.port"];

    private readonly Option<string?> _config = new("--config")
    {
        Description = "Configuration file; by default nas.yaml here or in the data folder.",
        HelpName = "file",
        Recursive = true,
    };

    private readonly Dictionary<string, Option<string?>> _settings;

    public SettingOptions(Catalogue catalogue) =>
        _settings = catalogue.Settings.Where(setting => !setting.Secret).ToDictionary(setting => setting.Key, Create);

    public void AddTo(RootCommand root)
    {
        root.Add(_config);
        foreach (var option in _settings.Values) root.Add(option);
        root.Description += $"\nEvery setting is an option too, such as --log.level debug; '{Faults.Program} config' lists them.";
    }

    public LoadedSettings Load(ParseResult parsed, string? file = null)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, option) in _settings)
            if (parsed.GetValue(option) is { } value) given[key] = value;
        var sources = SettingSources.OfThisProcess(file ?? parsed.GetValue(_config), given);
        return SettingsLoader.Load(file is null ? sources : sources with { ConfigFileBy = "file" });
    }

    /// <summary>Settings without a fault; otherwise the faults, each on a line.</summary>
    public LoadedSettings LoadValid(ParseResult parsed)
    {
        var loaded = Load(parsed);
        if (loaded.Problems.Count > 0) throw new StartupFault(ExitCode.Configuration, string.Join('\n', loaded.Problems));
        foreach (var warning in loaded.Warnings) Console.Error.WriteLine("warning: " + warning);
        return loaded;
    }

    private static Option<string?> Create(Setting setting)
    {
        var option = new Option<string?>(setting.Option)
        {
            Description = setting.Description,
            HelpName = setting.Kind.ToString().ToLowerInvariant(),
            Recursive = true,
            Hidden = !Shown.Contains(setting.Key),
        };
        if (setting.Key == "server.port") option.Aliases.Add("--port");
        return option;
    }
}
