using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace NasOrleans.Tests;

/// <summary>
/// A running NasOrleans with a data folder of its own and a free port. It can be stopped, killed and started again on the same
/// folder; whatever happens, it does not outlive its test.
/// </summary>
public sealed partial class NasProcess : IAsyncDisposable
{
    // On a machine that is busy with other things a start takes many times what it takes alone.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly StringBuilder _console = new();
    private readonly Dictionary<string, string> _environment;
    private readonly string[] _arguments;
    private Process? _process;
    private HttpClient? _http;

    private NasProcess(IReadOnlyDictionary<string, string>? environment, string[] arguments)
    {
        _environment = environment is null ? [] : new(environment);
        _arguments = arguments;
        Local = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectLocal }) { BaseAddress = new Uri("http://localhost") };
    }

    public TempFolder Folder { get; } = new();

    public string Data => Folder.File("data");

    /// <summary>Over TCP, as anybody.</summary>
    public HttpClient Http => _http ?? throw new InvalidOperationException("Not started.");

    /// <summary>Over the admin socket, as the local administrator.</summary>
    public HttpClient Local { get; }

    /// <summary>All it wrote on the console, of every start.</summary>
    public string Console
    {
        get { lock (_console) return _console.ToString(); }
    }

    public int Id => _process!.Id;

    public static async Task<NasProcess> StartAsync(IReadOnlyDictionary<string, string>? environment = null, params string[] arguments)
    {
        var nas = new NasProcess(environment, arguments);
        try
        {
            await nas.StartAgainAsync();
            return nas;
        }
        catch
        {
            await nas.DisposeAsync();
            throw;
        }
    }

    public async Task StartAgainAsync()
    {
        await LaunchAsync();
        await Eventually.IsTrue(async () => (await StatusAsync("/health/ready")) is HttpStatusCode.OK, StartLimit, "the program is ready");
    }

    /// <summary>Starts it and waits until it answers, ready or not.</summary>
    public async Task LaunchAsync()
    {
        var from = Console.Length;
        _process = new Process { StartInfo = NasProgram.Prepare(Folder.Root, _environment, ["run", "--data", Data, "--port", "0", .. _arguments]) };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.IsTrue(() => Task.FromResult(_process.HasExited || AddressLine().IsMatch(Console[from..])), StartLimit, "the program says where it listens");
        if (_process.HasExited) throw new InvalidOperationException($"It ended with {_process.ExitCode}:\n{Console}");
        _http?.Dispose();
        _http = new HttpClient { BaseAddress = new Uri(AddressLine().Match(Console, from).Groups["address"].Value) };
    }

    /// <summary>What the environment says from the next start on.</summary>
    public void Set(string variable, string value) => _environment[variable] = value;

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public void Terminate() => SystemProgram.Run("kill", "-TERM", Id.ToString());

    /// <summary>Ends it in order; the exit code.</summary>
    public async Task<int> StopAsync()
    {
        Terminate();
        await Eventually.IsTrue(() => _process!.HasExited, $"the program stopped; it said:\n{Console}");
        return _process!.ExitCode;
    }

    public bool HasExited => _process!.HasExited;

    /// <summary>A verb beside it, on the same data folder.</summary>
    public Task<Ended> VerbAsync(params string[] arguments) => NasProgram.RunAsync(Folder.Root, _environment, [.. arguments, "--data", Data]);

    public async Task<string> KeyAsync(string role)
    {
        using var made = await Local.PostAsJsonAsync("/api/v1/keys", new { name = "test", role });
        made.EnsureSuccessStatusCode();
        return (await made.Content.ReadFromJsonAsync<Dictionary<string, string>>())!["key"];
    }

    /// <summary>Has it poll a TrueNAS from now on; the certificate is pinned.</summary>
    public async Task ConnectAsync(string id, string name, string host, int port, string apiKey, string fingerprint)
    {
        using var made = await Local.PostAsJsonAsync("/api/truenas/connections", new { id, name, host, port, apiKey, fingerprint });
        if (!made.IsSuccessStatusCode) throw new InvalidOperationException(await made.Content.ReadAsStringAsync());
    }

    public async Task<HttpStatusCode?> StatusAsync(string path)
    {
        try
        {
            using var response = await Http.GetAsync(path);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) await KillAsync();
        _process?.Dispose();
        _http?.Dispose();
        Local.Dispose();
        Folder.Dispose();
    }

    private async ValueTask<Stream> ConnectLocal(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(Data, "nas.sock")), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private void Note(string? line)
    {
        if (line is null) return;
        lock (_console) _console.Append(line).Append('\n');
    }

    [GeneratedRegex(@"^  address  (?<address>https?://\S+)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex AddressLine();
}
