namespace NasOrleans.Simulators.TrueNas.Transports.Sockets;

/// <summary>Ten calls of a connection run, ten more wait, the next is refused.</summary>
internal sealed class CallGate
{
    private const int Running = 10;
    private const int InFlight = 20;
    private readonly SemaphoreSlim _free = new(Running);
    private int _inFlight;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inFlight) <= InFlight) return true;
        Interlocked.Decrement(ref _inFlight);
        return false;
    }

    public Task StartAsync(CancellationToken gone) => _free.WaitAsync(gone);

    public void Finish() => _free.Release();

    public void Leave() => Interlocked.Decrement(ref _inFlight);
}
