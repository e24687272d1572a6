using System.ComponentModel;
using System.Reflection;

namespace NasOrleans.Silo.Configuration;

/// <summary>A group of settings: <c>server</c>, <c>server.tls</c>.</summary>
internal sealed record Section(string Key, string Description);

/// <summary>All settings in the order in which they are declared, found by reflection over <see cref="NasSettings"/>.</summary>
internal sealed class Catalogue
{
    private readonly List<Setting> _settings = [];
    private readonly List<Section> _sections = [];
    private readonly Dictionary<string, Setting> _byKey = new(StringComparer.Ordinal);

    public Catalogue(Type root, params IReadOnlyList<Tree> trees)
    {
        Trees = trees;
        Collect(root, prefix: "");
        foreach (var setting in _settings) _byKey.Add(setting.Key, setting);
    }

    public static Catalogue Nas { get; } = new(typeof(NasSettings), PowerTrees.All);

    public IReadOnlyList<Setting> Settings => _settings;

    public IReadOnlyList<Section> Sections => _sections;

    /// <summary>Keys of the file alone, with records below them.</summary>
    public IReadOnlyList<Tree> Trees { get; }

    public Setting? Find(string key) => _byKey.GetValueOrDefault(key);

    public bool IsSection(string key) => _sections.Exists(section => section.Key == key);

    public Tree? FindTree(string key) => Trees.FirstOrDefault(tree => tree.Key == key);

    /// <summary>The keys directly below a section ("" is the root), settings, sections and trees alike.</summary>
    public IEnumerable<string> Children(string section)
    {
        var prefix = section.Length == 0 ? "" : section + ".";
        return _settings.Select(setting => setting.Key).Concat(Trees.Select(tree => tree.Key)).Concat(_sections.Select(item => item.Key))
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && !key[prefix.Length..].Contains('.'));
    }

    private void Collect(Type type, string prefix)
    {
        var initial = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsSetting))
        {
            var key = prefix + Setting.CamelCase(property.Name);
            if (IsGroup(property.PropertyType))
            {
                _sections.Add(new Section(key, property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? ""));
                Collect(property.PropertyType, key + ".");
            }
            else _settings.Add(Setting.Of(key, property, property.GetValue(initial)));
        }
    }

    // What the host fills in itself is marked as not for browsing.
    private static bool IsSetting(PropertyInfo property) =>
        property.CanWrite && property.GetCustomAttribute<BrowsableAttribute>() is not { Browsable: false };

    private static bool IsGroup(Type type) =>
        type.IsClass && type != typeof(string) && !type.IsArray && type.GetConstructor(Type.EmptyTypes) is not null;
}
