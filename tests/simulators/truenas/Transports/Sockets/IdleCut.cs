namespace NasOrleans.Simulators.TrueNas.Transports.Sockets;

/// <summary>The front cuts a socket on which nothing came from behind it for a while; what the client says does not count.</summary>
internal sealed class IdleCut : IDisposable
{
    private readonly WatchedStream _stream;
    private readonly TimeSpan _after;
    private readonly Action _cut;
    private readonly ITimer _timer;

    public IdleCut(WatchedStream stream, TimeSpan after, TimeProvider time, Action cut)
    {
        (_stream, _after, _cut) = (stream, after, cut);
        _timer = time.CreateTimer(_ => Look(), null, after, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var left = _after - _stream.Silence;
        if (left <= TimeSpan.Zero) _cut();
        else _timer.Change(left, Timeout.InfiniteTimeSpan);
    }
}
