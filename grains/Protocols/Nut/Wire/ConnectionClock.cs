namespace NasOrleans.Protocols.Nut.Wire;

/// <summary>One timer for all deadlines of a connection. It goes off at the earliest it was told of since it last did; a deadline that was met in the meantime costs one look.</summary>
internal sealed class ConnectionClock : IDisposable
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long? _next;

    public ConnectionClock(TimeProvider time, Action watch)
    {
        _time = time;
        _timer = time.CreateTimer(
            _ =>
            {
                lock (_lock) _next = null;
                watch();
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    public void Due(long from, TimeSpan after)
    {
        var due = from + (long)(after.TotalSeconds * _time.TimestampFrequency);
        lock (_lock)
        {
            if (_next <= due) return;
            _next = due;
            var left = after - _time.GetElapsedTime(from);
            _timer.Change(left > Least ? left : Least, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();
}
