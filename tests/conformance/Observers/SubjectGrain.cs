using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Concurrency;
using Orleans.Utilities;

namespace NasOrleans.Tests.Conformance.Observers;

[Alias("nas.test.IWatcher")]
public interface IWatcher : IGrainObserver
{
    [Alias("Changed")] Task Changed(string what);

    [OneWay, Alias("Hinted")] Task Hinted(string what);
}

[Alias("nas.test.ISubjectGrain")]
public interface ISubjectGrain : IGrainWithStringKey
{
    [Alias("Watch")] Task Watch(IWatcher watcher);

    [Alias("Unwatch")] Task Unwatch(IWatcher watcher);

    [Alias("Change")] Task<int> Change(string what);

    [Alias("Hint")] Task Hint(string what);
}

/// <summary>Subscriptions lapse after a minute.</summary>
[GrainType("test-subject")]
internal sealed class SubjectGrain : Grain, ISubjectGrain
{
    private readonly ObserverManager<IWatcher> _watchers;

    public SubjectGrain(TimeProvider time) =>
        _watchers = new(TimeSpan.FromMinutes(1), NullLogger.Instance) { GetDateTime = () => time.GetUtcNow().UtcDateTime };

    public Task Watch(IWatcher watcher)
    {
        _watchers.Subscribe(watcher, watcher);
        return Task.CompletedTask;
    }

    public Task Unwatch(IWatcher watcher)
    {
        _watchers.Unsubscribe(watcher);
        return Task.CompletedTask;
    }

    public async Task<int> Change(string what)
    {
        await _watchers.Notify(watcher => watcher.Changed(what));
        return _watchers.Count;
    }

    public Task Hint(string what)
    {
        _watchers.Notify(watcher => { _ = watcher.Hinted(what); });
        return Task.CompletedTask;
    }
}

internal sealed class Watcher : IWatcher
{
    public Probe Probe { get; } = new();

    public bool Fails { get; set; }

    public Task Changed(string what)
    {
        if (Fails) throw new InvalidOperationException("as the test wants");
        Probe.Note(what);
        return Task.CompletedTask;
    }

    public Task Hinted(string what)
    {
        Probe.Note(what);
        return Task.CompletedTask;
    }
}
