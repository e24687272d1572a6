using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NasOrleans.Tests.E2e.Runbook;

/// <summary>A real Prometheus that scrapes the program each second.</summary>
internal sealed partial class PrometheusServer : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly Process _process;
    private readonly HttpClient _http;

    private PrometheusServer(TempFolder folder, Process process, int port)
    {
        (_folder, _process) = (folder, process);
        _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public static async Task<PrometheusServer> StartAsync(Uri target)
    {
        var folder = new TempFolder();
        var port = FreePort();
        await File.WriteAllTextAsync(folder.File("prometheus.yml"), $$"""
            global: {scrape_interval: 1s}
            scrape_configs:
              - job_name: nasorleans
                honor_labels: true
                static_configs: [{targets: ['{{target.Authority}}']}]
            """);
        string[] arguments =
        [
            "--config.file=" + folder.File("prometheus.yml"), "--storage.tsdb.path=" + folder.File("data"),
            $"--web.listen-address=127.0.0.1:{port}", "--log.level=error",
        ];
        var process = Process.Start(new ProcessStartInfo("prometheus", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        process.BeginErrorReadLine();
        var server = new PrometheusServer(folder, process, port);
        await Eventually.IsTrue(server.IsReadyAsync, "Prometheus is ready");
        return server;
    }

    /// <summary>The result of a query; one that Prometheus does not understand throws.</summary>
    public async Task<JsonElement> QueryAsync(string query)
    {
        using var response = await _http.GetAsync("/api/v1/query?query=" + Uri.EscapeDataString(query));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.GetProperty("status").GetString() == "success", $"{query}\n{answer}");
        return answer.GetProperty("data").GetProperty("result");
    }

    public async Task<int> CountAsync(string metric) => (await QueryAsync(metric)).GetArrayLength();

    /// <summary>The names of metrics in a query.</summary>
    public static IEnumerable<string> MetricsOf(string query) => Metric().Matches(query).Select(match => match.Value);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        if (_process.HasExited) throw new InvalidOperationException($"Prometheus ended with {_process.ExitCode}.");
        try
        {
            using var response = await _http.GetAsync("/-/ready");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("(pulse_monitor|process|nas)_[a-z_]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Metric();
}
