using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace NasOrleans.Tests.Grains.Protocols.PowerProbe;

/// <summary>A server on this machine that answers a request with whatever bytes a test wants, as slowly as it wants.</summary>
internal sealed class ProbeServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Func<Stream, CancellationToken, Task> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private long _sent;

    private ProbeServer(Func<ProbeServer, Stream, CancellationToken, Task> answer, X509Certificate2? certificate)
    {
        _answer = (stream, token) => answer(this, stream, token);
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}/power";

    /// <summary>Each with its headers.</summary>
    public string[] Requests => [.. _requests];

    /// <summary>Bytes that went out.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    public static ProbeServer Answering(string answer, X509Certificate2? certificate = null) => new((server, stream, token) => server.SendAsync(stream, answer, token), certificate);

    public static ProbeServer Answering(int status, string body = "", string headers = "") =>
        Answering($"HTTP/1.1 {status} Whatever\r\n{headers}{(status == 204 ? "" : $"Content-Length: {body.Length}\r\n")}\r\n{body}");

    /// <summary>Says its beginning, and then a byte now and then, without end.</summary>
    public static ProbeServer Dripping(string beginning) => new(async (server, stream, token) =>
    {
        await server.SendAsync(stream, beginning, token);
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, token);
            await server.SendAsync(stream, "x", token);
        }
    }, null);

    /// <summary>Says its beginning, and then so many bytes.</summary>
    public static ProbeServer Flooding(string beginning, int bytes) => new(async (server, stream, token) =>
    {
        await server.SendAsync(stream, beginning, token);
        var part = new string('x', 16 * 1024);
        for (var left = bytes; left > 0; left -= part.Length) await server.SendAsync(stream, part, token);
    }, null);

    /// <summary>Takes the request, and keeps silent.</summary>
    public static ProbeServer Silent() => new((_, _, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token), null);

    public static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=probe", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }

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
            await using var stream = await SecuredAsync(client.GetStream());
            await ReadRequestAsync(stream);
            await _answer(stream, _stop.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // Whoever asked has gone, or does not believe us.
        }
    }

    private async Task<Stream> SecuredAsync(Stream plain)
    {
        if (_certificate is null) return plain;
        var secured = new SslStream(plain);
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return secured;
    }

    private async Task ReadRequestAsync(Stream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[1024];
        while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0) throw new EndOfStreamException();
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        _requests.Enqueue(text.ToString());
    }

    private async Task SendAsync(Stream stream, string text, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        Interlocked.Add(ref _sent, text.Length);
    }
}
