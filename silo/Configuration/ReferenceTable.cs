using System.Text;

namespace NasOrleans.Silo.Configuration;

/// <summary>The reference of all settings as Markdown.</summary>
internal static class ReferenceTable
{
    public static string Of(Catalogue catalogue)
    {
        var text = new StringBuilder("""
            # Settings

            Made by `./nas config reference`. A key is written as `server.port` on the command line (`--server.port 80`), as nested keys in
            `nas.yaml`, and as the variable in the environment; the command line wins over the environment, which wins over the file. Secrets
            are not taken from the command line, but from the file that the variable with `_FILE` appended names.

            | key | default | takes | meaning | environment |
            |---|---|---|---|---|

            """);
        foreach (var setting in catalogue.Settings)
        {
            var initial = SettingText.Show(setting, setting.Default);
            text.Append($"| `{setting.Key}` | {(initial.Length == 0 ? "" : $"`{initial}`")} | {setting.Allowed}{(setting.Secret ? ", secret" : "")} | {setting.Description.Replace("|", "\\|", StringComparison.Ordinal)} | `{setting.Environment}` |\n");
        }

        text.Append("\n## In nas.yaml alone\n\n`nas.example.yaml` shows them with their defaults, `nas.schema.json` says what each takes.\n\n| key | takes | meaning |\n|---|---|---|\n");
        foreach (var tree in catalogue.Trees) text.Append($"| `{tree.Key}` | {Takes(tree)} | {tree.Description} |\n");
        return text.ToString();
    }

    private static string Takes(Tree tree)
    {
        var one = tree.Type == typeof(string) ? "a text" : string.Join(", ", RecordShape.Of(tree.Type).Keys.Concat(tree.Beside is null ? [] : RecordShape.Of(tree.Beside).Keys).Select(key => $"`{key.Name}`"));
        return tree.IsNamed ? $"names, each with {one}" : one;
    }
}
