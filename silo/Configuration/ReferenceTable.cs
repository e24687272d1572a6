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

        return text.ToString();
    }
}
