using Orleans.Runtime;

namespace NasOrleans.Solo.Activations;

/// <summary>
/// A timer whose tick is a turn of its activation. It is armed anew when a tick has ended, so that it never overlaps itself
/// and the period counts from the callback's end.
/// </summary>
internal sealed class GrainTimer : Turn, IGrainTimer
{
    private static readonly TimerCallback OnDue = state => ((GrainTimer)state!).Fire();

    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private CancellationTokenSource? _disposal;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _ticking;
    private bool _changed;
    private bool _disposed;

    internal GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        Check(options.DueTime, options.Period);
        _activation = activation;
        _callback = callback;
        _period = options.Period;
        Interleaves = options.Interleave;
        KeepsAlive = options.KeepAlive;
        _timer = activation.Runtime.CreateTimer(OnDue, this);
        _timer.Change(options.DueTime, Timeout.InfiniteTimeSpan);
    }

    internal override bool Interleaves { get; }

    internal override bool ReadOnly => false;

    internal override bool KeepsAlive { get; }

    internal override bool IsOver => _disposed;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, period);
        lock (_lock)
        {
            if (_disposed) return;
            (_dueTime, _period, _changed) = (dueTime, period, true);
            if (!_ticking) _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        CancellationTokenSource? disposal;
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            disposal = _disposal;
        }
        _timer.Dispose();
        _activation.Forget(this);
        disposal?.Cancel();
    }

    internal override Task Start(object grain)
    {
        CancellationToken token;
        lock (_lock)
        {
            if (_disposed) return Task.CompletedTask;
            token = (_disposal ??= new()).Token;
        }
        return _callback(token);
    }

    internal override void Finish(Task? done, Exception? failure)
    {
        if (failure is not null) _activation.Runtime.LogTickFailed(_activation.GrainId, failure);
        lock (_lock)
        {
            _ticking = false;
            if (!_disposed) _timer.Change(_changed ? _dueTime : _period, Timeout.InfiniteTimeSpan);
        }
    }

    private void Fire()
    {
        lock (_lock)
        {
            // A change may re-arm the clock while this tick is already on its way.
            if (_disposed || _ticking) return;
            _ticking = true;
            _changed = false;
        }
        _activation.TryPost(this);
    }

    private static void Check(TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero && dueTime != Timeout.InfiniteTimeSpan) throw new ArgumentOutOfRangeException(nameof(dueTime));
        if (period < TimeSpan.Zero && period != Timeout.InfiniteTimeSpan) throw new ArgumentOutOfRangeException(nameof(period));
    }
}
