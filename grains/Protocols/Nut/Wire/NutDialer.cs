using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using NasOrleans.Protocols.Nut.Grammar;
using NasOrleans.Protocols.Trust;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.Nut.Wire;

/// <summary>Whom we are connected with, for the words of a fault and for what may be said.</summary>
internal sealed record DialedServer(string Host, int Port, IPAddress Address, bool IsEncrypted);

/// <summary>Opens a connection step by step: name, socket, TLS where it is wanted. There is no way from TLS back to none.</summary>
internal sealed class NutDialer(NutServerTarget target, NutWireOptions options, TimeProvider time)
{
    private static readonly byte[] StartTls = NutLines.Of("STARTTLS")!;
    private static readonly TimeSpan NameLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SocketLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TlsLimit = TimeSpan.FromSeconds(3);

    /// <exception cref="NutWireException"/>
    public async Task<(NutConnection Connection, DialedServer Server)> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await StepsAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not (NutWireException or OperationCanceledException))
        {
            // Whatever it is, whoever tries to connect goes on trying.
            throw new NutWireException(WireFaults.OfStream(target.Host, target.Port, exception), exception);
        }
    }

    private async Task<(NutConnection Connection, DialedServer Server)> StepsAsync(CancellationToken cancellationToken)
    {
        var addresses = await WithinAsync(NameLimit, $"The name {target.Host} could not be looked up in time.", ResolveAsync, cancellationToken);
        var socket = await WithinAsync(SocketLimit, $"{target.Host} does not answer on port {target.Port}.", token => ConnectAsync(addresses, token), cancellationToken);
        var address = ((IPEndPoint)socket.RemoteEndPoint!).Address;
        Stream stream = new NutSocketStream(socket);
        if (target.Tls != NutTls.Off)
        {
            try
            {
                stream = await WithinAsync(TlsLimit, $"The NUT server at {target.Host} took the connection and did not greet with TLS.", token => SecureAsync(stream, token), cancellationToken);
            }
            catch
            {
                await stream.DisposeAsync();
                throw;
            }
        }
        var server = new DialedServer(target.Host, target.Port, address, target.Tls != NutTls.Off);
        return (new NutConnection(stream, server, options, time), server);
    }

    private async Task<IPAddress[]> ResolveAsync(CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(target.Host, out var address)) return [address];
        try
        {
            var found = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
            return found.Length > 0 ? found : throw new SocketException((int)SocketError.HostNotFound);
        }
        catch (SocketException exception)
        {
            throw new NutWireException(WireFaults.OfName(target.Host, exception), exception);
        }
        catch (ArgumentException exception)
        {
            throw new NutWireException(new NutFault(NutError.Dns, "The name of the NUT server is no name."), exception);
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
                await socket.ConnectAsync(address, target.Port, cancellationToken);
                return socket;
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                // Of several addresses, the one that was heard from tells more.
                if (last is null || exception.SocketErrorCode == SocketError.ConnectionRefused) last = exception;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        throw new NutWireException(WireFaults.OfSocket(target.Host, target.Port, last!), last);
    }

    private async Task<Stream> SecureAsync(Stream plain, CancellationToken cancellationToken)
    {
        var trust = new CertificateTrust(Terms());
        var secure = default(SslStream);
        try
        {
            await plain.WriteAsync(StartTls, cancellationToken);
            if (await AnswerAsync(plain, cancellationToken) is { } no) throw new NutWireException(WireFaults.NoTls(target.Host, no));
            secure = new SslStream(plain, leaveInnerStreamOpen: false);
            await secure.AuthenticateAsClientAsync(trust.Options(), cancellationToken);
            return secure;
        }
        catch (Exception exception)
        {
            if (secure is not null) await secure.DisposeAsync();
            if (Fault(exception, trust) is { } fault) throw new NutWireException(fault, exception);
            throw;
        }
    }

    // The line that lets TLS begin. What lies behind it was not encrypted, and whoever put it there wants it taken for the server's.
    private static async Task<NutFault?> AnswerAsync(Stream plain, CancellationToken cancellationToken)
    {
        var lines = new LineBuffer();
        var answer = new LineReader<string>(Tails.Ok);
        while (await plain.ReadAsync(lines.Room(), cancellationToken) is > 0 and var count)
        {
            lines.Filled(count);
            if (!lines.TryTake(out var line)) continue;
            if (NutErrors.Of(line) is { } no) return no;
            answer.Take(line);
            return lines.IsEmpty ? null : throw new GrammarException("Something came in the open behind the word that lets TLS begin.");
        }
        throw new EndOfStreamException();
    }

    private NutFault? Fault(Exception exception, CertificateTrust trust) => exception switch
    {
        LinkException link => new NutFault(NutError.Tls, link.Message),
        GrammarException => WireFaults.Garbled(target.Host, exception.Message),
        AuthenticationException => trust.Doubt is { } doubt ? new NutFault(NutError.Tls, doubt) { Fingerprint = trust.Fingerprint } : WireFaults.NoTls(target.Host, null),
        EndOfStreamException => WireFaults.Closed(target.Host),
        IOException => WireFaults.OfStream(target.Host, target.Port, exception),
        _ => null,
    };

    private TrustTerms Terms() => new(
        "the NUT server",
        target.Host,
        target switch
        {
            { Tls: NutTls.SkipVerify } => TlsTrust.Ignore,
            { Fingerprint.Length: > 0 } => TlsTrust.Pinned,
            { Authority.Length: > 0 } => TlsTrust.OwnCa,
            _ => TlsTrust.SystemCa,
        },
        target.Fingerprint,
        target.Authority);

    private async Task<T> WithinAsync<T>(TimeSpan limit, string silence, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await step(either.Token);
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new NutWireException(new NutFault(NutError.Timeout, silence), exception);
        }
    }
}
