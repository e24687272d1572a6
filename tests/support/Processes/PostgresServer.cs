using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NasOrleans.Tests;

/// <summary>
/// A PostgreSQL of our own on a temporary folder and a free loopback port; no system service is touched. A shell stands between:
/// it stops the server when its input ends, so that none is left behind however the tests end.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int Oldest = 15;
    private const string Supervise = """
        "$@" </dev/null & server=$!
        read -r _
        kill -INT $server
        wait $server
        """;

    private static readonly Lazy<(string? Programs, string? Missing)> Found = new(Find);

    private readonly Process _shell;
    private readonly string _folder;

    private PostgresServer(Process shell, string folder, int port)
    {
        _shell = shell;
        _folder = folder;
        Port = port;
    }

    /// <summary>Why there can be no server here, or null.</summary>
    public static string? Missing => Found.Value.Missing;

    public int Port { get; }

    public string ConnectionString(string database, string user = "postgres") =>
        $"Host=127.0.0.1;Port={Port};Username={user};Database={database};Timeout=10";

    public static async Task<PostgresServer> StartAsync()
    {
        var programs = Found.Value.Programs ?? throw new InvalidOperationException(Missing);
        var folder = Must("mktemp", "-d", "/tmp/nas-postgres-XXXXXX").Trim();
        Must(Path.Combine(programs, "initdb"), "-D", $"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        var port = FreePort();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new List<string>();
        var shell = new Process { StartInfo = new ProcessStartInfo("sh") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true } };
        foreach (var argument in (string[])["-c", Supervise, "sh", .. AsPostgres(), Path.Combine(programs, "postgres"), "-D", $"{folder}/data",
            "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={folder}", "-c", "fsync=off", "-c", "max_connections=200"])
            shell.StartInfo.ArgumentList.Add(argument);
        shell.ErrorDataReceived += (_, line) =>
        {
            lock (log) log.Add(line.Data ?? "(ended)");
            if (line.Data is null) ready.TrySetException(new InvalidOperationException(string.Join('\n', log)));
            else if (line.Data.Contains("ready to accept connections", StringComparison.Ordinal)) ready.TrySetResult();
        };
        shell.Start();
        shell.BeginErrorReadLine();
        var server = new PostgresServer(shell, folder, port);
        try
        {
            await ready.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whoever is connected loses it, and nobody gets another.</summary>
    public async Task StopAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _shell.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static (string?, string?) Find() => Newest() is { } found ? (found, null) : (null, $"needs postgresql {Oldest} or newer, which is not installed");

    private static string? Newest() => !Directory.Exists("/usr/lib/postgresql")
        ? null
        : Directory.EnumerateDirectories("/usr/lib/postgresql")
            .Where(version => File.Exists(Path.Combine(version, "bin", "initdb")) && int.TryParse(Path.GetFileName(version), out var number) && number >= Oldest)
            .OrderByDescending(version => int.Parse(Path.GetFileName(version)))
            .Select(version => Path.Combine(version, "bin"))
            .FirstOrDefault();

    // The server refuses to run as root.
    private static string[] AsPostgres() => SystemProgram.IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];

    private static string Must(params string[] command)
    {
        string[] all = [.. AsPostgres(), .. command];
        var (exitCode, output) = SystemProgram.Run(all[0], all[1..]);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{string.Join(' ', all)}: {output}");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
