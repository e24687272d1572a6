namespace NasOrleans.Simulators.Ups.Units;

/// <summary>A clock that runs faster than the one it is made from: batteries take an hour.</summary>
internal sealed class FastClock(TimeProvider time, double speed) : TimeProvider
{
    private readonly DateTimeOffset _start = time.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _start + (time.GetUtcNow() - _start) * speed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new SlowedTimer(time.CreateTimer(callback, state, Slowed(dueTime), Slowed(period)), this);

    // Rounded up: a timer that fires early would find nothing due.
    private TimeSpan Slowed(TimeSpan span) =>
        span <= TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds / speed));

    private sealed class SlowedTimer(ITimer inner, FastClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(clock.Slowed(dueTime), clock.Slowed(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
