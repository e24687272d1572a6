using System.CommandLine;
using NasOrleans.Silo.Configuration;

namespace NasOrleans.Silo.Commands;

/// <summary>Checks the whole configuration and starts nothing.</summary>
internal static class ValidateCommand
{
    public static Command Create(SettingOptions settings)
    {
        var file = new Argument<string?>("file") { Description = "The file to check instead of the one that would be used.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("validate", "Check the configuration: every problem on a line of its own, exit code 2 when there is one.") { file };
        command.SetAction(parsed => Validate(settings.Load(parsed, parsed.GetValue(file))));
        return command;
    }

    private static int Validate(LoadedSettings loaded)
    {
        foreach (var warning in loaded.Warnings) Console.Error.WriteLine("warning: " + warning);
        foreach (var problem in loaded.Problems) Console.WriteLine(problem);
        if (loaded.Problems.Count > 0) return ExitCode.Configuration;
        var set = loaded.Values.Count(value => value.Origin != SettingValue.FromDefault);
        Console.WriteLine($"{loaded.File ?? "no nas.yaml"}: fine, {set} of {loaded.Values.Count} settings set, the others have their defaults{Power(loaded.Power)}");
        return ExitCode.Ok;
    }

    private static string Power(PowerFile power) => power is { Sources.IsEmpty: true, Groups.IsEmpty: true } ? ""
        : $"; power: {string.Join(", ", power.Sources.Select(source => source.Id.Value))}{string.Concat(power.Groups.Select(group => $"; {group.Id}: {string.Join(", ", group.Config.Phases.Select(phase => phase.Name))}"))}";
}
