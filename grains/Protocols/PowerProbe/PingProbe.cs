using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using NasOrleans.Power.Sources;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.PowerProbe;

/// <summary>Whether an address answers an echo request. Without the right to send one ourselves, the ping program of this machine does it.</summary>
internal sealed class PingProbe(TimeProvider time)
{
    private readonly PingProgram _program = new(time);

    public async Task<ContactFault?> CheckAsync(ProbeConfig probe, CancellationToken cancellationToken)
    {
        if (!NasAddress.TryParse(probe.Target, out var target)) return ProbeFaults.Of(ContactFaultKind.Protocol, $"'{probe.Target}' is neither a name nor an address.");
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        if (addresses.Length == 0) throw new SocketException((int)SocketError.HostNotFound);
        cancellationToken.ThrowIfCancellationRequested();
        // Any that answers will do; all are asked at once, so that a silent one takes no time from the next.
        var asked = addresses.Select(address => AskAsync(probe, address, cancellationToken)).ToList();
        ContactFault? first = null;
        await foreach (var one in Task.WhenEach(asked).WithCancellation(cancellationToken))
        {
            if (await one is not { } fault) return null;
            first ??= fault;
        }

        return first;
    }

    private async Task<ContactFault?> AskAsync(ProbeConfig probe, IPAddress address, CancellationToken cancellationToken)
    {
        if (!MaySend(address.AddressFamily)) return await _program.AskAsync(probe, address, cancellationToken);
        using var ping = new Ping();
        try
        {
            var reply = await ping.SendPingAsync(address, probe.Timeout, cancellationToken: cancellationToken);
            return Of(probe, reply.Status);
        }
        catch (PingException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            // Nobody refuses a ping: a router on the way says that it leads nowhere.
            return ProbeFaults.Of(ContactFaultKind.Unreachable, $"{probe.Target} cannot be reached, says a router on the way.");
        }
        catch (PingException exception)
        {
            return ProbeFaults.Of(probe.Target, exception.InnerException ?? exception);
        }
    }

    private static ContactFault? Of(ProbeConfig probe, IPStatus status) => status switch
    {
        IPStatus.Success => null,
        IPStatus.TimedOut => ProbeFaults.Late(probe),
        _ => ProbeFaults.Of(ContactFaultKind.Unreachable, $"{probe.Target} cannot be reached: {status}."),
    };

    private static bool MaySend(AddressFamily family)
    {
        try
        {
            new Socket(family, SocketType.Raw, family == AddressFamily.InterNetwork ? ProtocolType.Icmp : ProtocolType.IcmpV6).Dispose();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
