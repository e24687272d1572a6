using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using NasOrleans.History;
using NasOrleans.Silo.Configuration;
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
        var began = TimeProvider.System.GetTimestamp();
        var loaded = settings.LoadValid(parsed);
        using var data = DataFolder.Open(loaded.Settings.Data);
        await using var app = await UpAsync(loaded, data, cancellationToken);
        Banner.Print(app.Services, loaded, TimeProvider.System.GetElapsedTime(began));
        await app.WaitForShutdownAsync(cancellationToken);
        return app.Services.GetServices<IHostedService>().Any(HasFailed) ? ExitCode.Failed : ExitCode.Ok;
    }

    // Without its storage it comes up only for what it protects, and only when there is something.
    private static async Task<WebApplication> UpAsync(LoadedSettings loaded, DataFolder data, CancellationToken cancellationToken)
    {
        try
        {
            return await UpAsync(loaded, data, null, cancellationToken);
        }
        catch (Exception fault) when (Faults.Unwrap(fault) is StorageException)
        {
            var only = ProtectionOnly.After((StorageException)Faults.Unwrap(fault), loaded, data);
            if (only is null) throw;
            return await UpAsync(loaded, data, only, cancellationToken);
        }
    }

    private static async Task<WebApplication> UpAsync(LoadedSettings loaded, DataFolder data, ProtectionOnly? only, CancellationToken cancellationToken)
    {
        var app = StartUp.Build(loaded, data, HostMode.Serve, only);
        try
        {
            await StartAsync(app, loaded.Settings.Server, cancellationToken);
            return app;
        }
        catch
        {
            await DropAsync(app);
            throw;
        }
    }

    private static async Task DropAsync(WebApplication app)
    {
        try
        {
            await app.DisposeAsync();
        }
        catch (IOException)
        {
            // A full disk does not take the last lines of the log either; what stopped the start is the one to tell.
        }
    }

    // The host logs what a service threw and stops as if it had been asked to.
    private static bool HasFailed(IHostedService service) => service is BackgroundService { ExecuteTask.IsFaulted: true };

    private static async Task StartAsync(WebApplication app, ServerOptions server, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            throw new StartupFault(ExitCode.Address, $"server.port: {server.Address}:{server.Port} is in use by another program; choose another port with --port or server.port", fault);
        }
        catch (SocketException fault) when (IsOfListener(fault))
        {
            throw new StartupFault(ExitCode.Address, $"server.address: cannot listen on {server.Address}:{server.Port}: {fault.Message}", fault);
        }
    }

    // Services reach for the network as they start, too, and theirs is the same exception.
    private static bool IsOfListener(SocketException fault) => fault.StackTrace?.Contains("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal) ?? false;
}
