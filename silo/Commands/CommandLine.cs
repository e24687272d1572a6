using System.CommandLine;
using System.CommandLine.Invocation;
using NasOrleans.Silo.Configuration;

namespace NasOrleans.Silo.Commands;

/// <summary>The verbs of the executable. Without one it runs.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var settings = new SettingOptions(Catalogue.Nas);
        var root = new RootCommand("One control plane for NAS fleets and the power that feeds them.")
        {
            RunCommand.Create(settings),
            ValidateCommand.Create(settings),
            ConfigCommand.Create(settings),
            ImportCommand.Create(),
            PowerCommands.Check(settings),
            PowerCommands.Drill(settings),
            MigrateCommand.Create(settings),
            KeyCommand.Create(settings),
            ConnectionsCommand.Create(settings),
        };
        root.SetAction((parsed, cancel) => RunCommand.RunAsync(settings, parsed, cancel));
        settings.AddTo(root);
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();

        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("'--help' shows what there is.");
            return ExitCode.Configuration;
        }

        // Signals are the host's: it stops in order, in its own time.
        return await Faults.GuardAsync(() => parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }));
    }
}
