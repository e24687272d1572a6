using NasOrleans.Solo.Calls;
using NasOrleans.Solo.Hosting;

namespace NasOrleans.Solo.Activations;

/// <summary>What a key leads to: one activation, or the pool of a stateless worker.</summary>
internal interface ITarget
{
    bool TryPost(Call call);

    void ForEach(Action<Activation> action);
}

/// <summary>The activations of one stateless worker: an idle one takes the call, else a new one up to the limit, else the least busy.</summary>
internal sealed class WorkerPool(SoloRuntime runtime, GrainClass grainClass, string key, int limit) : ITarget
{
    private readonly Lock _lock = new();
    private readonly List<Activation> _workers = [];
    private bool _closed;

    public bool TryPost(Call call)
    {
        lock (_lock)
        {
            if (_closed) return false;
            // A worker that ended a moment ago refuses; its place is about to be free.
            while (!Choose().TryPost(call)) _workers.RemoveAll(worker => worker.HasEnded);
            return true;
        }
    }

    public void ForEach(Action<Activation> action)
    {
        Activation[] workers;
        lock (_lock) workers = [.. _workers];
        foreach (var worker in workers) action(worker);
    }

    internal void Remove(Activation worker)
    {
        lock (_lock)
        {
            _workers.Remove(worker);
            if (_workers.Count > 0) return;
            _closed = true;
        }
        grainClass.Remove(key, this);
    }

    private Activation Choose()
    {
        var idlest = _workers.MinBy(worker => worker.Load);
        if (idlest is not null && (idlest.Load == 0 || _workers.Count >= limit)) return idlest;
        runtime.ThrowIfStopping();
        var worker = new Activation(runtime, grainClass, key);
        _workers.Add(worker);
        worker.Activate();
        return worker;
    }
}
