using System.CommandLine;
using NasOrleans.Silo.Hosting;
using NasOrleans.Silo.Storage;

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
        using var data = DataFolder.Open(loaded.Settings.Data);
        await using var app = StartUp.Build(loaded, data, HostMode.Serve);
        await app.StartAsync(cancellationToken);
        Banner.Print(app.Services, loaded);
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Ok;
    }
}
