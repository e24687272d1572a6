using System.Diagnostics;
using NasOrleans.Solo.Activations;
using Orleans.Runtime;

namespace NasOrleans.Solo.Calls;

/// <summary>A request on its way to a grain or an observer, and the promise of its answer.</summary>
internal abstract class Call(Reference target, GrainMethod method, object?[] arguments) : Turn
{
    private readonly Activity? _activity = Activity.Current;

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

    internal sealed override Task Start(object grain)
    {
        if (_activity is not null) Activity.Current = _activity;
        return method.Invoke(grain, arguments);
    }

    internal sealed override void Finish(Task? done, Exception? failure)
    {
        if (failure is not null) Fail(failure);
        else if (TryAnswer(done!)) target.Runtime.Settle(this, failed: false);
    }

    internal void Fail(Exception failure)
    {
        if (!TryFail(failure)) return;
        target.Runtime.Settle(this, failed: true);
        if (method.OneWay) target.Runtime.LogOneWayFailed(this, failure);
    }

    internal void TimeOut() => Fail(new TimeoutException(
        $"No answer came within {target.Runtime.TimeoutOf(method)} for {this}. It may still be running: the outcome is unknown."));

    internal void FailUnavailable() => Fail(new SiloUnavailableException($"The actor runtime stopped before it answered {this}."));

    protected abstract bool TryAnswer(Task done);

    protected abstract bool TryFail(Exception failure);

    public sealed override string ToString() => $"{target.GrainId}.{method.Name}";
}

internal sealed class Call<T>(Reference target, GrainMethod method, object?[] arguments) : Call(target, method, arguments)
{
    // Never inline: the caller's continuation must not run on the callee's turn.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<T> Answer => _answer.Task;

    internal override bool IsOver => _answer.Task.IsCompleted;

    protected override bool TryAnswer(Task done) => _answer.TrySetResult(done is Task<T> typed ? typed.Result : default!);

    protected override bool TryFail(Exception failure) => _answer.TrySetException(failure);
}
