using NasOrleans.Tests.Nut;

namespace NasOrleans.Tests.E2e.Power;

/// <summary>What the file says of power is watched from the first start on, with and without the storage of everything else.</summary>
public sealed class PowerStartTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [FactNeeding("upsd", "nut-server")]
    public async Task Start_UpsOfTheFile_IsWatchedAndItsOutageTold()
    {
        await using var server = await UpsServer.StartAsync();
        await using var nas = await NasProcess.StartAsync(null, "--config", Write($"power:\n  sources:\n    rack: ups1@{server.Host}:{server.Port}\n"));

        await Says(nas, $"power source 'rack' (ups1@{server.Host}) of the settings is watched");
        await Says(nas, "UpsGrain: rack: ");
        server.Change("ups1", ("ups.status", "OB LB"));
        await Says(nas, "ERR UpsGrain: rack: ");
        Assert.Equal(0, await nas.StopAsync());
    }

    [Fact]
    public async Task Start_NothingButTheShutdownScriptsVariables_IsAWorkingSetUp()
    {
        var environment = new Dictionary<string, string>
        {
            ["POWER_CHECK_URL"] = "http://127.0.0.1:9",
            ["TRUENAS_HOST"] = "127.0.0.1:9",
            ["TRUENAS_USERNAME"] = "admin",
            ["TRUENAS_PASSWORD"] = "secure",
        };
        await using var nas = await NasProcess.StartAsync(environment);

        await Says(nas, "power source 'power-check' (http://127.0.0.1:9) of the settings is watched");
        await Says(nas, "power group 'power-check' (1 loads) of the settings is watched");
    }

    [Fact]
    public async Task Start_StorageBroken_WatchesWhatTheFileSays()
    {
        await using var nas = await NasProcess.StartAsync(null, "--config", Path.Combine(_folder.Root, Write("role: all\n")));
        Assert.Equal(0, await nas.StopAsync());
        Write("power:\n  sources:\n    plug: http://127.0.0.1:9/\n");
        await File.WriteAllTextAsync(Path.Combine(nas.Data, "state.db"), "this is no database at all");

        await nas.LaunchAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await nas.StatusAsync("/health/ready"));
        await Says(nas, "PROTECTION ONLY: 1 power sources and groups");
        await Says(nas, "power source 'plug' (http://127.0.0.1:9/) of the settings is watched");
        await Says(nas, "WRN UpsGrain: plug: ");
        Assert.Equal(0, await nas.StopAsync());
    }

    private string Write(string yaml)
    {
        File.WriteAllText(_folder.File("nas.yaml"), yaml);
        return _folder.File("nas.yaml");
    }

    private static Task Says(NasProcess nas, params string[] any) =>
        Eventually.IsTrue(() => Array.Exists(any, text => nas.Console.Contains(text, StringComparison.Ordinal)), $"the log says '{any[0]}'");
}
