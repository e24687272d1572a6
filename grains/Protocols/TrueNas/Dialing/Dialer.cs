using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using NasOrleans.Protocols.Trust;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Dialing;

/// <summary>
/// Opens the way to a NAS step by step: name, connection, certificate. Nothing is said to a NAS before its certificate is believed.
/// TLS is made here and not by the HTTP handler, so that each step fails as itself.
/// </summary>
internal sealed class Dialer(ConnectionConfig config, bool acceptNew, TimeProvider time)
{
    private readonly CertificateTrust _trust = new(new TrustTerms("the NAS", config.Host, config.Trust, config.Fingerprint, config.Authority), acceptNew);

    public int Port { get; } = config.Port ?? (config.UseHttps ? 443 : 80);

    public string? Fingerprint => _trust.Fingerprint;

    /// <summary>A handler whose connections this dialer opens; to it everything looks like plain HTTP/1.1.</summary>
    public SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        // No timer that looks for idle connections; they end with the handler.
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        MaxConnectionsPerServer = 4,
        ConnectTimeout = Timeout.InfiniteTimeSpan,
        ActivityHeadersPropagator = null,
        ConnectCallback = async (_, cancellationToken) => await OpenAsync(cancellationToken),
    };

    public async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        var addresses = await Stages.WithinAsync(LinkStage.Dns, Stages.Dns, $"The name {config.Host} could not be looked up in time.", time, ResolveAsync, cancellationToken);
        var socket = await Stages.WithinAsync(LinkStage.Tcp, Stages.Tcp, $"{config.Host} does not answer on port {Port}.", time, token => ConnectAsync(addresses, token), cancellationToken);
        var stream = new NetworkStream(socket, ownsSocket: true);
        if (!config.UseHttps) return stream;
        try
        {
            return await Stages.WithinAsync(LinkStage.Tls, Stages.Tls, $"{config.Host} took the connection and never greeted with TLS.", time, token => SecureAsync(stream, token), cancellationToken);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private async Task<IPAddress[]> ResolveAsync(CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(config.Host, out var address)) return [address];
        try
        {
            var found = await Dns.GetHostAddressesAsync(config.Host, cancellationToken);
            return found.Length > 0 ? found : throw new SocketException((int)SocketError.HostNotFound);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            throw new LinkException(DialErrors.OfName(config.Host, exception), exception);
        }
    }

    private async Task<Socket> ConnectAsync(IPAddress[] addresses, CancellationToken cancellationToken)
    {
        SocketException? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, Port, cancellationToken);
                return socket;
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                // Of several addresses, the one that got out of this machine tells more: often there is no IPv6.
                if (last is null || !DialErrors.IsOurs(exception.SocketErrorCode)) last = exception;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        throw new LinkException(DialErrors.OfSocket(config.Host, Port, last!), last);
    }

    private async Task<Stream> SecureAsync(Stream plain, CancellationToken cancellationToken)
    {
        var secure = new SslStream(plain, leaveInnerStreamOpen: false);
        try
        {
            await secure.AuthenticateAsClientAsync(_trust.Options(), cancellationToken);
            return secure;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            await secure.DisposeAsync();
            throw new LinkException(DialErrors.OfTls(config.Host, _trust.Doubt, _trust.Fingerprint, exception), exception);
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }
}
