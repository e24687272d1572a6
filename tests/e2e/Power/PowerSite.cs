using System.Globalization;
using System.Text.Json;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Tests.Nut;

namespace NasOrleans.Tests.E2e.Power;

/// <summary>
/// A UPS behind a real upsd, and on it a lab that is told by a real sshd, a simulated NAS, and the host we run on, which a script stands in for: it must never be
/// the real one.
/// </summary>
internal sealed class PowerSite : IAsyncDisposable
{
    public const string Ups = "rack";

    private readonly TempFolder _folder = new();
    private readonly TrueNasFleet _fleet;
    private readonly SshServer _lab;
    private readonly CancellationTokenSource _over = new();
    private Task _obeying = Task.CompletedTask;
    private string? _mounted;

    private PowerSite(UpsServer upsd, TrueNasFleet fleet, SshServer lab) => (Upsd, _fleet, _lab) = (upsd, fleet, lab);

    public UpsServer Upsd { get; }

    public Appliance System => _fleet.Systems[0];

    public NasProcess Nas { get; private set; } = null!;

    /// <summary>When the lab was told to go down, each time.</summary>
    public DateTimeOffset[] LabTold => Moments("lab");

    /// <summary>When our own host was told to.</summary>
    public DateTimeOffset[] HostTold => Moments("host");

    public int SystemTold => System.Received.Count("system.shutdown");

    /// <summary>Everything is on line and seen to be.</summary>
    public static async Task<PowerSite> StartAsync(PostgresServer? database = null)
    {
        var site = new PowerSite(await UpsServer.StartAsync(new() { Upses = [Ups] }), await TrueNasFleet.StartAsync(new FleetOptions()), await SshServer.StartAsync());
        try
        {
            site.Prepare();
            site._obeying = site.ObeyAsync();
            var environment = new Dictionary<string, string> { ["PATH"] = $"{site._folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}" };
            if (database is not null)
            {
                (environment["NAS_STORAGE_ENGINE"], environment["NAS_STORAGE_CONNECTION"]) = ("postgres", database.ConnectionString("postgres"));
                Assert.Equal(0, (await NasProgram.RunAsync(site._folder.Root, environment, "migrate")).ExitCode);
            }

            site.Nas = await NasProcess.StartAsync(environment, "--config", site._folder.File("nas.yaml"));
            await site.StandsAsync("onLine");
            await Eventually.IsTrue(async () => (await site.Nas.Local.GetFromJsonAsync<JsonElement>("/api/v1/systems/truenas")).GetProperty("status").GetString() == "online", "the NAS is polled");
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public void Says(string status, int charge) => Upsd.Change(Ups, ("ups.status", status), ("battery.charge", charge.ToString(CultureInfo.InvariantCulture)));

    public Task StandsAsync(string standing) => Eventually.IsTrue(
        async () => (await SourceAsync()).GetProperty("state").GetProperty("standing").GetString() == standing, TimeSpan.FromSeconds(60), $"the source is {standing}");

    public Task<JsonElement> SourceAsync() => Nas.Local.GetFromJsonAsync<JsonElement>($"/api/v1/power/sources/{Ups}");

    public Task<JsonElement> GroupAsync() => Nas.Local.GetFromJsonAsync<JsonElement>("/api/v1/power/groups/home");

    /// <summary>The newest run, or nothing.</summary>
    public async Task<JsonElement?> RunAsync()
    {
        var runs = await Nas.Local.GetFromJsonAsync<JsonElement>("/api/v1/power/groups/home/runs");
        foreach (var run in runs.GetProperty("items").EnumerateArray())
            return await Nas.Local.GetFromJsonAsync<JsonElement>($"/api/v1/power/groups/home/runs/{run.GetProperty("id").GetGuid()}");
        return null;
    }

    public Task LabIsToldAsync() => ToldAsync(() => LabTold.Length > 0, "the lab is told");

    public Task SystemIsToldAsync() => ToldAsync(() => SystemTold > 0, "the NAS is told");

    public Task HostIsToldAsync() => ToldAsync(() => HostTold.Length > 0, "our own host is told");

    public Task RunEndsAsync(string state) => Eventually.IsTrue(
        async () => (await RunAsync())?.GetProperty("state").GetProperty("state").GetString() == state, TimeSpan.FromMinutes(3), $"the run is {state}");

    /// <summary>How each step stands, in their order.</summary>
    public static IEnumerable<string?> Steps(JsonElement run) =>
        run.GetProperty("phases").EnumerateArray().SelectMany(phase => phase.GetProperty("steps").EnumerateArray()).Select(step => step.GetProperty("state").GetString());

    public async Task KillAndRestartAsync()
    {
        await Nas.KillAsync();
        await Nas.StartAgainAsync();
    }

    /// <summary>The data folder moves to a disk of its own on which not a byte is left.</summary>
    public void FillDisk()
    {
        var before = _folder.File("before");
        Directory.Move(Nas.Data, before);
        Directory.CreateDirectory(Nas.Data);
        var (exitCode, said) = SystemProgram.Run("sh", "-c", $"mount -t tmpfs -o size=64m none {Nas.Data} && cp -a {before}/. {Nas.Data}");
        Assert.True(exitCode == 0, said);
        _mounted = Nas.Data;
        SystemProgram.Run("dd", "if=/dev/zero", $"of={Nas.Data}/ballast", "bs=4k");
    }

    public async ValueTask DisposeAsync()
    {
        if (_mounted is not null)
        {
            if (!Nas.HasExited) await Nas.KillAsync();
            SystemProgram.Run("umount", _mounted);
        }

        if (Nas is not null) await Nas.DisposeAsync();
        await _over.CancelAsync();
        await _obeying;
        await _fleet.DisposeAsync();
        await _lab.DisposeAsync();
        await Upsd.DisposeAsync();
        _folder.Dispose();
    }

    private Task ToldAsync(Func<bool> told, string what) =>
        Eventually.IsTrue(() => Task.FromResult(told()), TimeSpan.FromMinutes(3), $"{what}; the program said:\n{Nas.Console}");

    // What is told to go down does.
    private async Task ObeyAsync()
    {
        try
        {
            while (LabTold.Length == 0) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, _over.Token);
            await _lab.EndAsync();
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // Nobody told it.
        }
    }

    private void Prepare()
    {
        File.WriteAllText(_folder.File("key"), _lab.Key);
        File.SetUnixFileMode(_folder.File("key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.CreateDirectory(_folder.File("bin"));
        _lab.Provide("shutdown", $"date +%s.%N >>{_folder.File("lab")}");
        Script("shutdown", "exit 99");
        Script("go-off", $"date +%s.%N >>{_folder.File("host")}");
        File.WriteAllText(_folder.File("nas.yaml"), $$"""
            truenas: { host: "{{System.Host}}:{{System.Port}}", apiKey: "{{System.ApiKey}}", fingerprint: "{{System.Fingerprint}}" }
            power:
              offCommand: {{_folder.File("bin")}}/go-off
              keys: { default: key }
              sources:
                rack: rack@127.0.0.1:{{Upsd.Port}}
              groups:
                home:
                  loads:
                    lab: {}
                    nas: { system: truenas }
                    host: { local: true }
                  phases:
                    - name: lab
                      steps: [{ load: lab, host: { command: shutdown -h now, on: { host: 127.0.0.1, port: {{_lab.Port}}, user: {{_lab.UserName}}, hostKey: "{{_lab.Fingerprint}}" } } }]
                    - name: nas
                      steps: [{ trueNas: truenas }]
                    - name: host
                      steps: [localHostOff]
            """);
    }

    private void Script(string name, string text)
    {
        var path = Path.Combine(_folder.File("bin"), name);
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private DateTimeOffset[] Moments(string file) => !File.Exists(_folder.File(file)) ? [] :
    [
        .. File.ReadLines(_folder.File(file)).Select(line => DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(line, CultureInfo.InvariantCulture))),
    ];
}
