using Orleans.Runtime;

namespace NasOrleans.Solo.Activations;

internal sealed partial class Activation
{
    private List<GrainTimer>? _timers;

    internal GrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        if (!IsCurrent) throw new InvalidOperationException($"A timer of {GrainId} can only be registered by the grain itself.");
        var timer = new GrainTimer(this, callback, options);
        lock (Gate)
        {
            if (_phase is Phase.Activating or Phase.Valid)
            {
                (_timers ??= new(1)).Add(timer);
                return timer;
            }
        }
        timer.Dispose();
        return timer;
    }

    internal void Forget(GrainTimer timer)
    {
        lock (Gate) _timers?.Remove(timer);
    }

    private void DisposeTimers()
    {
        GrainTimer[] timers;
        lock (Gate) timers = _timers?.ToArray() ?? [];
        foreach (var timer in timers)
        {
            try
            {
                timer.Dispose();
            }
            catch (Exception failure)
            {
                // What the grain hung on its ticks' token threw: the grain goes nevertheless.
                runtime.LogDeactivationFailed(GrainId, failure);
            }
        }
    }
}
