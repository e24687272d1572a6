using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace NasOrleans.Tests.Nut;

/// <summary>
/// The real upsd with a dummy-ups driver for each UPS, in a temporary folder and on a free loopback port. Everything that can go wrong with
/// them is a verb here. Programs are ended by their number, and none is left behind.
/// </summary>
public sealed class UpsServer : IAsyncDisposable
{
    public const string Admin = "admin";
    public const string Primary = "primary";
    public const string Secondary = "secondary";
    public const string Password = "secret-1";

    /// <summary>An administrator with a password that must be quoted.</summary>
    public const string Odd = "odd";
    public const string OddPassword = "a \"b\" \\ #c";
    private const string Programs = "/lib/nut";

    private readonly TempFolder _folder = new();
    private readonly UpsFiles _files;
    private readonly ProcessNest _nest;
    private readonly Dictionary<string, int> _drivers = new(StringComparer.Ordinal);
    private int _upsd;

    private UpsServer(UpsServerOptions options)
    {
        Upses = options.Upses;
        _files = new UpsFiles(_folder, options);
        if (options.WithTls) Certificate = UpsCertificate.Make(_files.Certificates, _folder.File("noise"));
        _files.WriteServer(Port);
        _files.WriteUpses(Upses);
        foreach (var ups in Upses) _files.Change(ups, []);
        _nest = new ProcessNest(_files.Log, _files.Environment);
    }

    /// <summary>Why there can be no server here, or null.</summary>
    public static string? Missing => File.Exists($"{Programs}/upsd") && File.Exists($"{Programs}/dummy-ups") ? null : "needs nut-server, which is not installed";

    public string Host => "127.0.0.1";

    public int Port { get; } = FreePort();

    public ImmutableArray<string> Upses { get; private set; }

    /// <summary>Null without TLS.</summary>
    public UpsCertificate? Certificate { get; }

    /// <summary>What upsd and its drivers have said.</summary>
    public string Log => _files.LogText;

    public int UpsdProcess => _upsd;

    /// <summary>Started, and every UPS is on line.</summary>
    public static async Task<UpsServer> StartAsync(UpsServerOptions? options = null)
    {
        if (Missing is { } missing) throw new InvalidOperationException(missing);
        var server = new UpsServer(options ?? new UpsServerOptions());
        try
        {
            // The drivers first: upsd looks for them at once, and then only every few seconds.
            foreach (var ups in server.Upses) await server.StartDriverAsync(ups);
            await Eventually.IsTrue(() => server.Upses.All(server.HasSocket), $"all drivers run: {server.Log}");
            await server.StartUpsdAsync();
            await server.IsServingAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>As if the UPS said so: the driver takes it up within its poll interval. Comes back at once.</summary>
    public void Change(string ups, params (string Variable, string Value)[] changes) =>
        _files.Change(ups, changes.Select(change => KeyValuePair.Create(change.Variable, change.Value)));

    /// <summary>By upsrw, which waits until the driver has it.</summary>
    public void Set(string ups, string variable, string value)
    {
        var (code, output) = SystemProgram.Run("upsrw", "-w", "-s", $"{variable}={value}", "-u", Admin, "-p", Password, $"{ups}@{Host}:{Port}");
        if (code != 0 || !output.Contains("OK", StringComparison.Ordinal)) throw new InvalidOperationException($"upsrw {variable}={value}: {output}");
    }

    /// <summary>What the server says of a variable on a connection of its own, as it says it.</summary>
    public async Task<string> ReadAsync(string ups, string variable = "ups.status")
    {
        using var socket = UpsdSocket.Open(Port);
        return await socket.AskAsync($"GET VAR {ups} {variable}") ?? "";
    }

    public Task BecomesAsync(string ups, string status) => Eventually.IsTrue(async () => await ReadAsync(ups) == $"VAR {ups} ups.status \"{status}\"", $"{ups} is {status}");

    public async Task StartDriverAsync(string ups) => _drivers[ups] = await _nest.StartAsync($"{Programs}/dummy-ups -a {ups} -u root -F");

    public void StopDriver(string ups) => ProcessNest.Signal(_drivers[ups], "STOP");

    public void ContinueDriver(string ups) => ProcessNest.Signal(_drivers[ups], "CONT");

    public Task KillDriverAsync(string ups) => KillAsync(_drivers[ups]);

    public async Task StartUpsdAsync()
    {
        _upsd = await _nest.StartAsync($"{Programs}/upsd -F -u root");
        await Eventually.IsTrue(Listens, $"upsd listens: {_files.LogText}");
    }

    public void StopUpsd() => ProcessNest.Signal(_upsd, "STOP");

    public void ContinueUpsd() => ProcessNest.Signal(_upsd, "CONT");

    public Task KillUpsdAsync() => KillAsync(_upsd);

    /// <summary>upsd reads its configuration again; who is connected stays so.</summary>
    public void Reload() => ProcessNest.Signal(_upsd, "HUP");

    /// <summary>Served once it comes back.</summary>
    public async Task AddUpsAsync(string ups)
    {
        Upses = [.. Upses.Where(other => other != ups), ups];
        _files.Change(ups, []);
        _files.WriteUpses(Upses);
        Reload();
        await StartDriverAsync(ups);
        await IsServingAsync();
    }

    /// <summary>Unknown to the server once it comes back.</summary>
    public async Task RemoveUpsAsync(string ups)
    {
        Upses = Upses.Remove(ups);
        _files.WriteUpses(Upses);
        Reload();
        await Eventually.IsTrue(async () => await ReadAsync(ups) == "ERR UNKNOWN-UPS", $"{ups} is gone");
        await KillDriverAsync(ups);
    }

    /// <summary>The one way to take back FSD without a restart: the UPS is taken out and put in again.</summary>
    public async Task ClearFsdAsync(string ups)
    {
        await RemoveUpsAsync(ups);
        await AddUpsAsync(ups);
    }

    /// <summary>Every UPS has a status that came from its driver.</summary>
    public Task IsServingAsync() => Eventually.IsTrue(AllServed, TimeSpan.FromSeconds(30), $"upsd serves all: {_files.LogText}");

    public async ValueTask DisposeAsync()
    {
        await _nest.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task KillAsync(int process)
    {
        if (ProcessNest.IsGone(process)) return;
        ProcessNest.Signal(process, "KILL");
        await Eventually.IsTrue(() => ProcessNest.IsGone(process));
    }

    private bool HasSocket(string ups) => File.Exists(Path.Combine(_files.State, $"dummy-ups-{ups}"));

    private async Task<bool> AllServed()
    {
        using var socket = UpsdSocket.Open(Port);
        await socket.SayAsync(string.Concat(Upses.Select(ups => $"GET VAR {ups} ups.status\n")));
        for (var at = 0; at < Upses.Length; at++)
        {
            if (await socket.LineAsync().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System) is not { } line || !line.StartsWith("VAR ", StringComparison.Ordinal) || line.Contains("WAIT", StringComparison.Ordinal)) return false;
        }
        return true;
    }

    private Task<bool> Listens()
    {
        try
        {
            using var socket = UpsdSocket.Open(Port);
            return Task.FromResult(true);
        }
        catch (SocketException)
        {
            return Task.FromResult(false);
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
