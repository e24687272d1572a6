using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Dialing;

/// <summary>How long each step to a session may take.</summary>
internal static class Stages
{
    public static readonly TimeSpan Dns = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan Tcp = TimeSpan.FromSeconds(4);
    public static readonly TimeSpan Tls = TimeSpan.FromSeconds(4);
    public static readonly TimeSpan Protocol = TimeSpan.FromSeconds(6);
    public static readonly TimeSpan Call = TimeSpan.FromSeconds(10);

    /// <summary>Runs a step; out of time is a fault of that step, whether its own time or all there was.</summary>
    public static async Task<T> WithinAsync<T>(
        LinkStage stage, TimeSpan limit, string silence, TimeProvider time, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await step(either.Token);
        }
        catch (OperationCanceledException exception) when (either.IsCancellationRequested)
        {
            throw new LinkException(LinkError.Timeout, stage, silence, exception);
        }
    }
}
