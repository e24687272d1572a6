using NasOrleans.History;
using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Hosting;
using NasOrleans.Silo.Storage;

namespace NasOrleans.Silo.Commands;

/// <summary>
/// The process that owns the data folder, as verbs speak to it: the running one over its admin socket, or when none runs one of
/// our own, headless and on the socket only, for the time of the verb. Either way it is the same request to the same API.
/// </summary>
internal static class LocalProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task<T> AskAsync<T>(LoadedSettings loaded, Func<LocalApi, Task<T>> request, CancellationToken cancellationToken)
    {
        var socket = new AdminSocket(Path.GetFullPath(loaded.Settings.Data));
        using var data = await ReachAsync(socket, loaded.Settings.Data, mayMake: loaded.Settings.Role is not ProcessRole.All, cancellationToken);
        using var api = new LocalApi(socket);
        if (data is null) return await request(api);

        await using var app = StartUp.Build(loaded, data, HostMode.Headless);
        await app.StartAsync(cancellationToken);
        try
        {
            return await request(api);
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }
    }

    // The processes of a cluster keep their state in the database: there an empty folder says nothing.
    /// <summary>The data folder when it is free; null when somebody answers on its socket.</summary>
    private static async Task<DataFolder?> ReachAsync(AdminSocket socket, string folder, bool mayMake, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        while (true)
        {
            await using (var connection = await socket.ConnectAsync(cancellationToken))
                if (connection is not null) return null;
            if (!mayMake && !DataFolder.HoldsInstallation(folder))
                throw new StartupFault(ExitCode.Storage, $"there is no installation in {Path.GetFullPath(folder)}; name it with --data or NAS_DATA");
            try
            {
                return DataFolder.Open(folder);
            }
            catch (StorageException fault) when (fault.Fault is StorageFault.InUse && time.GetElapsedTime(started) < Patience)
            {
                // Its owner is starting or stopping: soon it answers or has let go.
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
