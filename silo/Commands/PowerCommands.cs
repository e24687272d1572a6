using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Hosting;

namespace NasOrleans.Silo.Commands;

/// <summary>
/// What the running process knows of the power and would do about it. Never by a process of our own for the time of the verb: one that wakes the
/// groups also protects, and asking must change nothing.
/// </summary>
internal static class PowerCommands
{
    public static Command Check(SettingOptions settings)
    {
        var command = new Command("check", "Show how every power source stands now, and what is done about it. Exit code 1 when one is not on line.");
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = Api(settings.LoadValid(parsed));
            var sources = await Items(api, "power/sources", cancel);
            foreach (var source in sources) Console.WriteLine($"source {source["id"]}  {source["verdict"]}");
            foreach (var group in await Items(api, "power/groups", cancel))
            {
                Console.WriteLine($"group {group["id"]}  {group["standing"]}");
                foreach (var load in group["loads"]!.AsArray()) Console.WriteLine($"  {load!["id"]}  {load["standing"]}{(load["cause"] is { } cause ? $": {cause}" : "")}");
            }

            if (sources.Count == 0) Console.WriteLine("no power source is set: see 'power:' in deploy/nas.example.yaml");
            return sources.All(source => source["standing"]!.ToString() == "onLine") ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    public static Command Drill(SettingOptions settings)
    {
        var name = new Argument<string?>("group") { Description = "The group; all of them when not given.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("drill", "Tell what happens if mains fails now: each step with its time from the beginning of the outage, and what is left of the battery. Exit code 1 when it does not last.") { name };
        command.SetAction(async (parsed, cancel) =>
        {
            using var api = Api(settings.LoadValid(parsed));
            var groups = parsed.GetValue(name) is { } one ? [one] : (await Items(api, "power/groups", cancel)).Select(group => group["id"]!.ToString()).ToArray();
            if (groups.Length == 0) Console.WriteLine("no power group is set: see 'power:' in deploy/nas.example.yaml");
            var lasts = true;
            foreach (var group in groups) lasts &= Print(group, (await api.GetAsync($"power/groups/{Uri.EscapeDataString(group)}/drill", cancel))!);
            return lasts ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    private static bool Print(string group, JsonNode report)
    {
        Console.WriteLine($"group {group}");
        foreach (var line in report["timeline"]!.AsArray())
            Console.WriteLine($"  {Time(line!["beginsSeconds"]),9} {Time(line["endsSeconds"]),9}  {line["phase"]}  {line["load"]}: {line["text"]}{(line["measured"]!.GetValue<bool>() ? "" : " (at most)")}");
        var lasts = true;
        foreach (var load in report["budget"]!["loads"]!.AsArray())
        {
            var margin = load!["marginSeconds"]?.GetValue<double>();
            lasts &= margin is null or >= 0;
            Console.WriteLine($"  {load["load"]}  {(margin is null ? "nothing is known of its battery" : margin < 0 ? $"the battery is short of {Time(-margin.Value)}" : $"{Time(margin.Value)} of the battery are left")}");
        }

        foreach (var warning in report["budget"]!["warnings"]!.AsArray()) Console.WriteLine($"  warning: {warning}");
        return lasts;
    }

    private static string Time(JsonNode? seconds) => Time(seconds!.GetValue<double>());

    private static string Time(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s");

    // A page of them: whoever has more than that looks at the pages.
    private static async Task<IReadOnlyList<JsonNode>> Items(LocalApi api, string path, CancellationToken cancellationToken) =>
        [.. (await api.GetAsync(path, cancellationToken))!["items"]!.AsArray().Select(item => item!)];

    private static LocalApi Api(LoadedSettings loaded) => new(new AdminSocket(Path.GetFullPath(loaded.Settings.Data)));
}
