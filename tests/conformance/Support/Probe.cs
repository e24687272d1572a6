using System.Collections.Concurrent;

namespace NasOrleans.Tests.Conformance;

/// <summary>What a grain does, seen by the test, and the gates at which the test holds it. Both live in one process on either runtime.</summary>
public sealed class Probe
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly Lock _lock = new();
    private string[] _events = [];
    private volatile bool _released;
    private int _failures;

    public string[] Events
    {
        get { lock (_lock) return _events; }
    }

    public void Note(string what)
    {
        lock (_lock) _events = [.. _events, what];
    }

    public Task Gate(string name) => _released ? Task.CompletedTask : Find(name).Task;

    public void Open(string name) => Find(name).TrySetResult();

    /// <summary>Lets go of everything, so that a test which failed does not hold up the host's end.</summary>
    public void Release()
    {
        _released = true;
        foreach (var gate in _gates.Values) gate.TrySetResult();
    }

    public Task Saw(string what) => Eventually.IsTrue(() => Events.Contains(what), $"'{what}' among {string.Join(", ", Events)}");

    /// <summary>Makes the next thing that asks for it fail.</summary>
    public void FailNext() => Interlocked.Increment(ref _failures);

    public bool TakeFailure() => Interlocked.Exchange(ref _failures, 0) > 0;

    public int Count(string what) => Events.Count(each => each == what);

    private TaskCompletionSource Find(string name) =>
        _gates.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>A probe for each grain key, handed to the grains by the container.</summary>
public sealed class Probes
{
    private readonly ConcurrentDictionary<string, Probe> _all = new();

    public Probe this[string key] => _all.GetOrAdd(key, _ => new Probe());

    public void Release()
    {
        foreach (var probe in _all.Values) probe.Release();
    }
}
