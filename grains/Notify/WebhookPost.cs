using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using NasOrleans.Secrets;

namespace NasOrleans.Notify;

/// <summary>Posts JSON to one address. It follows no redirect, reads no answer, and goes to no address that only a cloud's own machinery has.</summary>
internal sealed class WebhookPost(Secret address, TimeProvider time) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ConnectCallback = Connect,
    })
    {
        // Every call brings its own.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The host alone: the rest of the address is secret.</summary>
    public string Host { get; } = Uri.TryCreate(address.Reveal(), UriKind.Absolute, out var uri) ? uri.Host : "?";

    /// <summary>What became of it, why, and how long the other side wants to be left alone.</summary>
    public async Task<(Delivery Delivery, string Why, TimeSpan? Pause)> SendAsync(string json, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(NoticeRules.SendWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address.Reveal()) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return (NoticeRules.Judge((int)response.StatusCode), $"It answered {(int)response.StatusCode}", Wanted(response.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (Delivery.Later, $"It did not answer within {NoticeRules.SendWithin.TotalSeconds:0} s", null);
        }
        catch (HttpRequestException e)
        {
            return (Delivery.Later, e.InnerException?.Message ?? e.Message, null);
        }
    }

    public void Dispose() => _http.Dispose();

    private TimeSpan? Wanted(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);

    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = addresses.Where(each => !IsLinkLocal(each)).ToArray();
        if (allowed.Length == 0) throw new HttpRequestException("Its address is one that notices do not go to.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsLinkLocal(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.IsIPv6LinkLocal || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..]);
    }
}
