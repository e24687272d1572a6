using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NasOrleans.Tests;

/// <summary>Takes what is posted to it, and answers as a test wants, or not at all.</summary>
public sealed class WebhookSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _bodies = new();
    private readonly Task _accepting;

    public WebhookSink()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Null keeps silent.</summary>
    public int? Status { get; set; } = 204;

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hook";

    public string[] Bodies => [.. _bodies];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true) serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8, leaveOpen: true);
            var length = 0;
            while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
                if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) length = int.Parse(line["Content-Length:".Length..], CultureInfo.InvariantCulture);
            var body = new char[length];
            var read = await reader.ReadBlockAsync(body, _stop.Token);
            _bodies.Enqueue(new(body, 0, read));
            if (Status is not { } status) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
            else await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Whatever\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"), _stop.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Whoever posted has gone.
        }
    }
}
