using System.Diagnostics;
using NasOrleans.Solo.Activations;
using Orleans.Runtime;

namespace NasOrleans.Solo.Calls;

/// <summary>A request on its way to a grain or an observer, and the promise of its answer.</summary>
internal abstract class Call(Reference target, GrainMethod method, object?[] arguments) : Turn
{
    private readonly Activity? _activity = Activity.Current;
    private int _over;

    internal Reference Target => target;

    internal GrainMethod Method => method;

    /// <summary>How often an activation that never came up handed it on.</summary>
    internal int Forwards { get; set; }

    internal long SentAt { get; set; }

    internal long Deadline { get; set; }

    // Its place among the pending calls; owned by CallDeadlines.
    internal Call? Earlier { get; set; }

    internal Call? Later { get; set; }

    internal int Stripe { get; set; } = -1;

    internal sealed override bool Interleaves => method.AlwaysInterleave;

    internal sealed override bool ReadOnly => method.ReadOnly;

    internal sealed override bool KeepsAlive => true;

    internal sealed override bool IsOver => _over != 0;

    internal sealed override Task Start(object grain)
    {
        if (_activity is not null) Activity.Current = _activity;
        return method.Invoke(grain, arguments);
    }

    internal sealed override void Finish(Task? done, Exception? failure)
    {
        if (failure is not null) Fail(failure);
        else if (TryEnd(failed: false)) Answer(done!);
    }

    internal void Fail(Exception failure)
    {
        if (!TryEnd(failed: true)) return;
        if (method.OneWay) target.Runtime.LogOneWayFailed(this, failure);
        Refuse(failure);
    }

    internal void TimeOut() => Fail(new TimeoutException(
        $"No answer came within {target.Runtime.TimeoutOf(method)} for {this}. It may still be running: the outcome is unknown."));

    internal void FailUnavailable() => Fail(new SiloUnavailableException($"The actor runtime stopped before it answered {this}."));

    protected abstract void Answer(Task done);

    protected abstract void Refuse(Exception failure);

    public sealed override string ToString() => $"{target.GrainId}.{method.Name}";

    // An answer, a timeout and the end of the host may meet here: the first one counts.
    private bool TryEnd(bool failed)
    {
        if (Interlocked.Exchange(ref _over, 1) != 0) return false;
        target.Runtime.Settle(this, failed);
        return true;
    }
}

internal sealed class Call<T>(Reference target, GrainMethod method, object?[] arguments) : Call(target, method, arguments)
{
    // Never inline: the caller's continuation must not run on the callee's turn.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<T> Promise => _answer.Task;

    protected override void Answer(Task done) => _answer.SetResult(done is Task<T> typed ? typed.Result : default!);

    protected override void Refuse(Exception failure) => _answer.SetException(failure);
}
