using NasOrleans.Solo.Calls;
using NasOrleans.Solo.State;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Solo.Activations;

internal sealed partial class Activation
{
    private static readonly Func<Activation, Task> Activating = activation => activation.ActivateAsync();
    private static readonly Func<Activation, Task> Deactivating = activation => activation.DeactivateAsync();

    private Phase _phase;
    private IGrainBase? _instance;
    private CancellationTokenSource? _bringingUp;
    private Ending? _ending;
    private TaskCompletionSource? _deactivated;
    private long _keepAliveUntil;

    private enum Phase : byte { Activating, Valid, Deactivating, Ended }

    [field: ThreadStatic]
    internal static Activation? UnderConstruction { get; private set; }

    public object? GrainInstance => _instance;

    internal bool HasEnded => _phase == Phase.Ended;

    public Task Deactivated
    {
        get
        {
            lock (Gate)
            {
                if (_phase == Phase.Ended && _deactivated is null) return Task.CompletedTask;
                return (_deactivated ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    internal void Activate() => Enqueue(Activating);

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (Gate)
        {
            if (TryBeginEnding(new(deactivationReason, _phase == Phase.Valid, cancellationToken))) _ = _bringingUp?.CancelAsync();
        }
    }

    /// <summary>Deactivates it when it has been idle for as long as its kind may be.</summary>
    internal void Collect(long now, TimeSpan age)
    {
        lock (Gate)
        {
            if (_phase != Phase.Valid || Load > 0 || grainClass.KeepAlive || now < _keepAliveUntil) return;
            var idle = runtime.Time.GetElapsedTime(_lastActive, now);
            if (idle >= age) TryBeginEnding(new(new(DeactivationReasonCode.ActivationIdle, $"It was idle for {idle}."), WasValid: true));
        }
    }

    internal void DelayDeactivation(TimeSpan time)
    {
        lock (Gate)
        {
            if (time == Timeout.InfiniteTimeSpan || time == TimeSpan.MaxValue) _keepAliveUntil = long.MaxValue;
            else if (time <= TimeSpan.Zero) _keepAliveUntil = 0;
            else _keepAliveUntil = runtime.Time.GetTimestamp() + (long)(time.TotalSeconds * runtime.Time.TimestampFrequency);
        }
    }

    private bool TryBeginEnding(Ending ending)
    {
        if (_phase is Phase.Deactivating or Phase.Ended) return false;
        _phase = Phase.Deactivating;
        _ending = ending;
        // While it activates, the end follows when that is done or has failed.
        if (ending.WasValid && _running == 0) Enqueue(Deactivating);
        return true;
    }

    private async Task ActivateAsync()
    {
        Exception? failure = null;
        try
        {
            await BringUp();
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }
        lock (Gate)
        {
            if (_phase == Phase.Activating)
            {
                if (failure is null) BecomeValid();
                else TryBeginEnding(new(new(DeactivationReasonCode.ActivationFailed, failure, "Activation failed."), WasValid: false));
            }
            if (_phase == Phase.Deactivating) Enqueue(Deactivating);
        }
        if (_ending is { Reason.ReasonCode: DeactivationReasonCode.ActivationFailed }) runtime.LogActivationFailed(GrainId, failure!);
    }

    private async Task BringUp()
    {
        using var limit = new CancellationTokenSource(runtime.Options.ActivationTimeout, runtime.Time);
        lock (Gate)
        {
            if (_phase != Phase.Activating) return;
            _bringingUp = limit;
        }
        try
        {
            var slots = grainClass.States(runtime.Services);
            var states = Array.ConvertAll(slots, slot => slot.Create(this));
            _instance = Construct(states);
            foreach (var state in states) await state.ReadStateAsync().WaitAsync(limit.Token);
            await _instance.OnActivateAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException cancelled) when (limit.IsCancellationRequested && _phase == Phase.Activating)
        {
            throw new TimeoutException($"{GrainId} did not activate within {runtime.Options.ActivationTimeout}.", cancelled);
        }
        finally
        {
            lock (Gate) _bringingUp = null;
        }
    }

    private IGrainBase Construct(ILoaded[] states)
    {
        UnderConstruction = this;
        try
        {
            return grainClass.Construct(runtime.Services, states);
        }
        finally
        {
            UnderConstruction = null;
        }
    }

    private void BecomeValid()
    {
        _phase = Phase.Valid;
        _lastActive = runtime.Time.GetTimestamp();
        Admit(all: true);
    }

    private async Task DeactivateAsync()
    {
        var ending = _ending!;
        DisposeTimers();
        if (ending.WasValid) await TakeLeave(ending);
        await DisposeInstance();

        // Out of the directory first: who finds this activation ended then finds another one, or makes it.
        grainClass.Remove(key, this);
        List<Turn> left;
        lock (Gate)
        {
            _phase = Phase.Ended;
            left = _waiting.TakeAll();
            _deactivated?.SetResult();
        }
        foreach (var call in left.OfType<Call>()) runtime.Reroute(call, ending);
    }

    private async Task TakeLeave(Ending ending)
    {
        try
        {
            using var limit = new CancellationTokenSource(runtime.Options.DeactivationTimeout, runtime.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ending.CancellationToken);
            await _instance!.OnDeactivateAsync(ending.Reason, either.Token).WaitAsync(either.Token);
        }
        catch (Exception failure)
        {
            runtime.LogDeactivationFailed(GrainId, failure);
        }
    }

    private async Task DisposeInstance()
    {
        try
        {
            if (_instance is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else (_instance as IDisposable)?.Dispose();
        }
        catch (Exception failure)
        {
            runtime.LogDeactivationFailed(GrainId, failure);
        }
    }
}

/// <summary>Why an activation ends, and until when its leave may take.</summary>
internal sealed record Ending(DeactivationReason Reason, bool WasValid, CancellationToken CancellationToken = default);
