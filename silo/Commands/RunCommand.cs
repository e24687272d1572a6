using System.CommandLine;
using NasOrleans.Silo.Hosting;

namespace NasOrleans.Silo.Commands;

/// <summary>Runs until a signal ends it.</summary>
internal static class RunCommand
{
    public static Command Create(SettingOptions settings)
    {
        var command = new Command("run", "Run NasOrleans (what it does without a verb as well).");
        command.SetAction((parsed, cancel) => RunAsync(settings, parsed, cancel));
        return command;
    }

    public static async Task<int> RunAsync(SettingOptions settings, ParseResult parsed, CancellationToken cancellationToken)
    {
        var loaded = settings.LoadValid(parsed);
        await using var app = NasHost.Build(loaded, HostMode.Serve);
        await app.StartAsync(cancellationToken);
        Banner.Print(app.Services, loaded);
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Ok;
    }
}
