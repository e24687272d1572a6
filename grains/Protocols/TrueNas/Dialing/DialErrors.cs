using System.Net.Sockets;
using System.Security.Authentication;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Dialing;

/// <summary>What an exception on the way means.</summary>
internal static class DialErrors
{
    public static LinkFault OfName(string host, Exception exception) => new()
    {
        Error = LinkError.Connection,
        Stage = LinkStage.Dns,
        Message = exception is SocketException { SocketErrorCode: SocketError.TryAgain }
            ? $"The name {host} could not be looked up: the name server does not answer."
            : $"The name {host} is not known. Check how it is written, or use the address.",
    };

    public static LinkFault OfSocket(string host, int port, SocketException exception) => new()
    {
        Error = exception.SocketErrorCode == SocketError.TimedOut ? LinkError.Timeout : LinkError.Connection,
        Stage = LinkStage.Tcp,
        Message = exception.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => $"{host} refuses connections on port {port}: it is off, still booting, or the port is wrong.",
            SocketError.HostUnreachable or SocketError.HostDown => $"{host} cannot be reached: it is off, or not in this network.",
            SocketError.NetworkUnreachable or SocketError.NetworkDown => $"There is no way to {host} from here.",
            SocketError.TimedOut => $"{host} does not answer on port {port}.",
            SocketError.ConnectionReset or SocketError.ConnectionAborted => $"{host} hung up at once on port {port}.",
            _ => $"{host} cannot be reached on port {port} ({exception.SocketErrorCode}).",
        },
    };

    /// <summary>It failed on our own side: that says nothing of who was called.</summary>
    public static bool IsOurs(LinkException exception) => exception.InnerException is SocketException socket && IsOurs(socket.SocketErrorCode);

    // A host that is unreachable is not among them: one that is off in our own network gives just that, and the error does not tell who said it.
    public static bool IsOurs(SocketError error) => error is not (SocketError.ConnectionRefused or SocketError.ConnectionReset or SocketError.ConnectionAborted
        or SocketError.TimedOut or SocketError.HostUnreachable or SocketError.HostDown);

    public static LinkFault OfTls(string host, string? doubt, string? fingerprint, Exception exception)
    {
        if (doubt is not null) return new LinkFault { Error = LinkError.Tls, Stage = LinkStage.Tls, Message = doubt, Fingerprint = fingerprint, NeedsSomebody = true };
        return exception is AuthenticationException
            ? new LinkFault { Error = LinkError.Tls, Stage = LinkStage.Tls, Message = $"{host} and we found no common TLS. Does this port speak HTTPS at all?", Fingerprint = fingerprint }
            : new LinkFault { Error = LinkError.Connection, Stage = LinkStage.Tls, Message = $"{host} hung up during the TLS greeting.", Fingerprint = fingerprint };
    }

    /// <summary>The fault inside of what the HTTP and WebSocket classes wrapped around it.</summary>
    public static LinkException Unwrapped(Exception exception, LinkStage stage, string host)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is LinkException known) return known;
        }
        return new LinkException(LinkError.Connection, stage, $"The connection to {host} broke: {exception.GetBaseException().Message}", exception);
    }
}
