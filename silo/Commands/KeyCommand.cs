using System.CommandLine;
using System.Text.Json.Nodes;
using NasOrleans.Access;
using NasOrleans.Silo.Configuration;

namespace NasOrleans.Silo.Commands;

/// <summary>API keys for scripts: create prints the key and nothing else.</summary>
internal static class KeyCommand
{
    public static Command Create(SettingOptions settings) => new("key", "Make, list and revoke API keys.")
    {
        CreateKey(settings), ListKeys(settings), RevokeKey(settings),
    };

    private static Command CreateKey(SettingOptions settings)
    {
        var name = new Option<string>("--name") { Description = "What the key is for.", Required = true };
        // Here the role is the key's; the process has its own from nas.yaml.
        var role = new Option<string>("--role") { Description = "What the key may do.", Required = true };
        role.AcceptOnlyFromAmong([.. Enum.GetNames<Role>().Select(Setting.CamelCase)]);
        var expires = new Option<string?>("--expires") { Description = "How long it is good for, such as 90d; without it the key never expires." };
        var command = new Command("create", "Make an API key and print it, once.") { name, role, expires };
        command.SetAction(async (parsed, cancel) =>
        {
            var key = new JsonObject { ["name"] = parsed.GetValue(name), ["role"] = parsed.GetValue(role) };
            if (parsed.GetValue(expires) is { } text) key["expiresAt"] = Expiry(text);
            var made = await LocalProcess.AskAsync(settings.LoadValid(parsed), api => api.PostAsync("keys", key, cancel), cancel);
            Console.WriteLine(made!["key"]);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command ListKeys(SettingOptions settings)
    {
        var command = new Command("list", "List the API keys, without their secrets.");
        command.SetAction(async (parsed, cancel) =>
        {
            var keys = await LocalProcess.AskAsync(settings.LoadValid(parsed), api => api.GetAsync("keys", cancel), cancel);
            foreach (var key in keys!.AsArray())
                Console.WriteLine($"{key!["id"]}  {key["role"],-8}  {key["name"]}{(key["expiresAt"] is { } at ? $"  until {at}" : "")}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command RevokeKey(SettingOptions settings)
    {
        var id = new Argument<string>("id") { Description = "The id of the key, as list shows it." };
        var command = new Command("revoke", "Revoke an API key.") { id };
        command.SetAction(async (parsed, cancel) =>
        {
            var path = "keys/" + Uri.EscapeDataString(parsed.GetValue(id)!);
            await LocalProcess.AskAsync(settings.LoadValid(parsed), api => api.DeleteAsync(path, cancel), cancel);
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Expiry(string text) => DurationText.Parse(text) is { } duration && duration > TimeSpan.Zero
        ? (TimeProvider.System.GetUtcNow() + duration).ToString("O")
        : throw new StartupFault(ExitCode.Configuration, $"--expires: '{text}' is not a duration such as 90d or 12h");
}
