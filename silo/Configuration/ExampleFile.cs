using System.Text;

namespace NasOrleans.Silo.Configuration;

/// <summary>A nas.yaml that says of each setting what it is, what it takes, and its default.</summary>
internal static class ExampleFile
{
    public static string Of(Catalogue catalogue)
    {
        var text = new StringBuilder("""
            # yaml-language-server: $schema=nas.schema.json
            # All settings of NasOrleans with their defaults; made by './nas config example'. Keep only what you change.
            # './nas validate' checks a file, './nas config' shows what counts and where it comes from.


            """);
        Append(text, catalogue, section: "", depth: 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Catalogue catalogue, string section, int depth)
    {
        var indent = new string(' ', depth * 2);
        foreach (var key in catalogue.Children(section).Where(key => catalogue.FindTree(key) is null).OrderBy(catalogue.IsSection))
        {
            var name = key[(key.LastIndexOf('.') + 1)..];
            if (catalogue.Find(key) is { } setting) Append(text, setting, name, indent);
            else
            {
                if (depth == 0) text.Append('\n');
                text.Append($"{indent}# {catalogue.Sections.First(item => item.Key == key).Description}\n{indent}{name}:\n");
                Append(text, catalogue, key, depth + 1);
                if (key == "power") text.Append(PowerExample.Commented);
            }
        }
    }

    private static void Append(StringBuilder text, Setting setting, string name, string indent)
    {
        text.Append($"{indent}# {setting.Description}\n");
        if (setting.Kind is not (SettingKind.Text or SettingKind.Flag)) text.Append($"{indent}# Takes {setting.Allowed}.\n");
        if (setting.Secret) text.Append($"{indent}# A secret: better from the file that {setting.EnvironmentFile} names.\n");
        var value = SettingText.Show(setting, setting.Default);
        text.Append(setting.Default is null ? $"{indent}# {name}:\n" : $"{indent}{name}: {(value.Contains('*') ? $"'{value}'" : value)}\n");
    }
}
