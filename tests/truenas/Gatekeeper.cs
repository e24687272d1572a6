using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NasOrleans.Tests.TrueNas;

/// <summary>Stands before a NAS as some proxies do: what it does not let through gets a 404, all else passes as it is.</summary>
internal sealed class Gatekeeper : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly int _behind;
    private readonly Task _accepting;
    private volatile string[] _barred;

    public Gatekeeper(int behind, params string[] barred)
    {
        (_behind, _barred) = (behind, barred);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public void Bar(params string[] paths) => _barred = paths;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting;
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(PassAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task PassAsync(TcpClient caller)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        try
        {
            using (caller)
            {
                var front = caller.GetStream();
                var head = new byte[8192];
                var length = await front.ReadAsync(head, both.Token);
                var request = Encoding.ASCII.GetString(head, 0, length);
                if (_barred.Any(path => request.Contains($" {path}", StringComparison.Ordinal)))
                {
                    await front.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), both.Token);
                    return;
                }
                using var nas = new TcpClient();
                await nas.ConnectAsync(IPAddress.Loopback, _behind, both.Token);
                var back = nas.GetStream();
                await back.WriteAsync(head.AsMemory(0, length), both.Token);
                await Task.WhenAny(front.CopyToAsync(back, both.Token), back.CopyToAsync(front, both.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
        }
        finally
        {
            await both.CancelAsync();
        }
    }
}
