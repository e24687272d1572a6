using Microsoft.Extensions.Configuration;

namespace NasOrleans.Silo.Configuration;

/// <summary>The outcome of loading: every value with its origin, and every problem.</summary>
internal sealed record LoadedSettings(IReadOnlyList<SettingValue> Values, string? File, IReadOnlyList<string> Warnings)
{
    private readonly Lazy<NasSettings> _bound = new(() => ToConfiguration(Values).Get<NasSettings>() ?? new NasSettings());

    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>What is said of power in more than single values.</summary>
    public PowerFile Power { get; init; } = new();

    public NasSettings Settings => _bound.Value;

    public SettingValue this[string key] => Values.First(value => value.Setting.Key == key);

    /// <summary>Whether what counts stands in the file.</summary>
    public bool IsFromFile(string key) => File is { } file && this[key].Origin.StartsWith(Path.GetFileName(file) + ":", StringComparison.Ordinal);

    public IConfigurationRoot ToConfiguration() => ToConfiguration(Values);

    private static IConfigurationRoot ToConfiguration(IEnumerable<SettingValue> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.SelectMany(Flatten)).Build();

    private static IEnumerable<KeyValuePair<string, string?>> Flatten(SettingValue value)
    {
        var key = value.Setting.Key.Replace('.', ':');
        return value.Value switch
        {
            null => [],
            string[] items => items.Select((item, index) => KeyValuePair.Create($"{key}:{index}", (string?)item)),
            var one => [KeyValuePair.Create(key, (string?)SettingText.Bindable(one))],
        };
    }
}
