using NasOrleans.Solo.Calls;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Solo.Observers;

/// <summary>Brings an observer its calls one after the other, outside of any grain.</summary>
internal sealed class ObserverTarget(IGrainObserver observer) : IThreadPoolWorkItem
{
    private readonly WeakReference<IGrainObserver> _observer = new(observer);
    private readonly Queue<Call> _waiting = new();
    private bool _busy;
    private bool _closed;

    internal GrainId Id { get; } = GrainId.Create("sys.client", Guid.NewGuid().ToString("N"));

    internal void Post(Call call)
    {
        lock (_waiting)
        {
            if (_closed) throw new OrleansException($"The observer of {call} is no longer there.");
            _waiting.Enqueue(call);
            if (_busy) return;
            _busy = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    internal void Close()
    {
        lock (_waiting) _closed = true;
    }

    void IThreadPoolWorkItem.Execute() => _ = RunAll();

    private async Task RunAll()
    {
        while (Next() is { } call)
        {
            if (!call.IsOver) await Run(call);
        }
    }

    private Call? Next()
    {
        lock (_waiting)
        {
            if (_waiting.TryDequeue(out var call)) return call;
            _busy = false;
            return null;
        }
    }

    private async Task Run(Call call)
    {
        Task? done = null;
        Exception? failure = null;
        try
        {
            if (_closed || !_observer.TryGetTarget(out var target)) throw new OrleansException($"The observer of {call} is no longer there.");
            done = call.Start(target);
            await done;
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }
        call.Finish(done, failure);
    }
}
