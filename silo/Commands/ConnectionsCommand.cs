using System.CommandLine;
using System.Text.Json.Nodes;

namespace NasOrleans.Silo.Commands;

/// <summary>Connections to NAS systems, for the operator at the machine: also while nothing runs.</summary>
internal static class ConnectionsCommand
{
    public static Command Create(SettingOptions settings) => new("connections", "List connections to NAS systems, or drop them all.")
    {
        List(settings), Clean(settings),
    };

    private static Command List(SettingOptions settings)
    {
        var command = new Command("list", "List the connections, without their secrets.");
        command.SetAction(async (parsed, cancel) =>
        {
            var connections = await LocalProcess.AskAsync(settings.LoadValid(parsed), api => api.GetAsync("connections", cancel), cancel);
            foreach (var connection in connections!.AsArray())
                Console.WriteLine($"{connection!["id"]}  {connection["name"]}  {Address(connection)}  {connection["origin"]}{(IsTrue(connection["enabled"]) ? "" : "  disabled")}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Clean(SettingOptions settings)
    {
        var yes = new Option<bool>("--yes") { Description = "Really drop them." };
        var command = new Command("clean", "Drop all connections and their secrets. The key file stays, and so does what is known of the systems.") { yes };
        command.SetAction(async (parsed, cancel) =>
        {
            var loaded = settings.LoadValid(parsed);
            if (!parsed.GetValue(yes)) throw new StartupFault(ExitCode.Configuration, "this drops all connections and their secrets; say --yes to do it");
            await LocalProcess.AskAsync(loaded, api => CleanAsync(api, cancel), cancel);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<JsonNode?> CleanAsync(LocalApi api, CancellationToken cancellationToken)
    {
        var connections = (await api.GetAsync("connections", cancellationToken))!.AsArray();
        foreach (var connection in connections)
        {
            await api.DeleteAsync("connections/" + Uri.EscapeDataString(connection!["id"]!.ToString()), cancellationToken);
            Console.WriteLine($"dropped {connection["id"]}  {connection["name"]}");
        }

        Console.WriteLine($"{connections.Count} connections dropped");
        return null;
    }

    private static string Address(JsonNode connection) => connection["port"] is { } port ? $"{connection["host"]}:{port}" : $"{connection["host"]}";

    private static bool IsTrue(JsonNode? node) => node?.GetValue<bool>() ?? false;
}
