using System.Net.Sockets;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.Ssh;

/// <summary>Whether anybody answers at an address.</summary>
internal static class TcpProbe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>False when nobody does: refused, unreachable or silent. Null when that cannot be known, because the name leads nowhere.</summary>
    public static async Task<(bool? Answers, LinkFault? Fault)> AskAsync(string host, int port, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, port, either.Token);
            return (true, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, SshErrorRules.Fault(LinkError.Timeout, LinkStage.Tcp, "The host does not answer."));
        }
        catch (SocketException exception)
        {
            var unnamed = exception.SocketErrorCode is SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery;
            return unnamed
                ? (null, SshErrorRules.Fault(LinkError.Connection, LinkStage.Dns, "The host's name cannot be resolved."))
                : (false, SshErrorRules.Fault(LinkError.Connection, LinkStage.Tcp, $"The host cannot be reached: {exception.SocketErrorCode}."));
        }
    }
}
