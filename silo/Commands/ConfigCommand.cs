using System.CommandLine;
using NasOrleans.Silo.Configuration;

namespace NasOrleans.Silo.Commands;

/// <summary>Shows what is set and where it came from, and prints what is made from the catalogue.</summary>
internal static class ConfigCommand
{
    public static Command Create(SettingOptions settings)
    {
        var command = new Command("config", "Show every setting with its value, where it comes from and its environment variable.")
        {
            Printing("schema", "Print the JSON Schema of nas.yaml, for editors.", JsonSchema.Of),
            Printing("example", "Print a commented nas.yaml with every default.", ExampleFile.Of),
            Printing("reference", "Print all settings as a Markdown table.", ReferenceTable.Of),
        };
        command.SetAction(parsed => Show(settings.Load(parsed)));
        return command;
    }

    private static Command Printing(string name, string description, Func<Catalogue, string> print)
    {
        var command = new Command(name, description);
        command.SetAction(_ =>
        {
            Console.Write(print(Catalogue.Nas));
            return ExitCode.Ok;
        });
        return command;
    }

    private static int Show(LoadedSettings loaded)
    {
        var widths = (Key: loaded.Values.Max(value => value.Setting.Key.Length), Value: Math.Min(40, loaded.Values.Max(value => value.Shown.Length)), Origin: loaded.Values.Max(value => value.Origin.Length));
        foreach (var value in loaded.Values)
        {
            Console.WriteLine($"{value.Setting.Key.PadRight(widths.Key)}  {value.Shown.PadRight(widths.Value)}  {value.Origin.PadRight(widths.Origin)}  {value.Setting.Environment}");
        }

        foreach (var problem in loaded.Problems) Console.Error.WriteLine(problem);
        return loaded.Problems.Count > 0 ? ExitCode.Configuration : ExitCode.Ok;
    }
}
