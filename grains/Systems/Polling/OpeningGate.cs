using Microsoft.Extensions.Options;

namespace NasOrleans.Systems.Polling;

/// <summary>
/// Bounds how many connections a process opens at once. Those that failed last time share a part of it, so that a fleet of dead
/// addresses, each waiting for its timeout, does not keep the living ones out.
/// </summary>
internal sealed class OpeningGate(IOptions<PollingOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _all = new(options.Value.MaxOpening);
    private readonly SemaphoreSlim _failing = new(Math.Max(1, options.Value.MaxOpening * 3 / 4));

    public async Task<IDisposable> EnterAsync(bool failedBefore, CancellationToken cancellationToken)
    {
        if (failedBefore) await _failing.WaitAsync(cancellationToken);
        try
        {
            await _all.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            if (failedBefore) _failing.Release();
            throw;
        }

        return new Place(this, failedBefore);
    }

    public void Dispose()
    {
        _all.Dispose();
        _failing.Dispose();
    }

    private sealed class Place(OpeningGate gate, bool failing) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 1) return;
            gate._all.Release();
            if (failing) gate._failing.Release();
        }
    }
}
