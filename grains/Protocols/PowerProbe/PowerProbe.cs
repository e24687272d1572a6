using NasOrleans.Power.Sources;
using NasOrleans.Secrets;

namespace NasOrleans.Protocols.PowerProbe;

/// <summary>Keeps the time of a check, and makes a value of whatever goes wrong in it.</summary>
internal sealed class PowerProbe(TimeProvider time) : IPowerProbe
{
    private readonly PingProbe _ping = new(time);

    public async Task<ContactFault?> CheckAsync(ProbeConfig probe, Secret authorization, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(probe.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            // A name that is being looked up hears of no token: it is left behind.
            return await RunAsync(probe, authorization, either.Token).WaitAsync(either.Token);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (late.IsCancellationRequested)
        {
            return ProbeFaults.Late(probe);
        }
        catch (Exception exception)
        {
            // Whoever watches for an outage goes on watching, whatever it was.
            return ProbeFaults.Of(probe.Target, exception);
        }
    }

    private Task<ContactFault?> RunAsync(ProbeConfig probe, Secret authorization, CancellationToken cancellationToken) => probe.Kind switch
    {
        ProbeKind.Http => HttpProbe.CheckAsync(probe, authorization, cancellationToken),
        ProbeKind.Tcp => PortProbe.CheckAsync(probe, cancellationToken),
        _ => _ping.CheckAsync(probe, cancellationToken),
    };
}
