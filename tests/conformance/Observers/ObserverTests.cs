namespace NasOrleans.Tests.Conformance.Observers;

public sealed class ObserverTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private readonly Watcher _watcher = new();
    private TestHost _host = null!;
    private ISubjectGrain _subject = null!;
    private IWatcher _reference = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(_time);
        _subject = _host.Grains.GetGrain<ISubjectGrain>("subject");
        _reference = _host.Grains.CreateObjectReference<IWatcher>(_watcher);
        await _subject.Watch(_reference);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Observer_OfAGrain_IsTold()
    {
        Assert.Equal(1, await _subject.Change("one"));
        await _subject.Hint("two");
        await _watcher.Probe.Saw("two");

        Assert.Equal(["one", "two"], _watcher.Probe.Events);
    }

    [Fact]
    public async Task Observer_SubscribedTwice_IsToldOnce()
    {
        await _subject.Watch(_reference);

        Assert.Equal(1, await _subject.Change("one"));
        Assert.Equal(["one"], _watcher.Probe.Events);
    }

    [Fact]
    public async Task Observer_ThatDoesNotRenew_Expires()
    {
        _time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(0, await _subject.Change("one"));
        Assert.Empty(_watcher.Probe.Events);
    }

    [Fact]
    public async Task Observer_ThatRenews_Stays()
    {
        _time.Advance(TimeSpan.FromSeconds(40));
        await _subject.Watch(_reference);
        _time.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(1, await _subject.Change("one"));
        Assert.Equal(["one"], _watcher.Probe.Events);
    }

    [Fact]
    public async Task Observer_ThatFails_IsDroppedAndTheOthersAreTold()
    {
        var other = new Watcher();
        await _subject.Watch(_host.Grains.CreateObjectReference<IWatcher>(other));
        _watcher.Fails = true;

        Assert.Equal(1, await _subject.Change("one"));

        Assert.Equal(["one"], other.Probe.Events);
        GC.KeepAlive(other);
    }

    [Fact]
    public async Task Observer_ThatUnsubscribes_IsToldNoMore()
    {
        await _subject.Unwatch(_reference);

        Assert.Equal(0, await _subject.Change("one"));
        Assert.Empty(_watcher.Probe.Events);
    }

    [Fact]
    public async Task Observer_WhoseReferenceWasDeleted_IsToldNoMore()
    {
        var other = new Watcher();
        await _subject.Watch(_host.Grains.CreateObjectReference<IWatcher>(other));
        _host.Grains.DeleteObjectReference<IWatcher>(_reference);

        await _subject.Hint("one");
        await _subject.Hint("two");
        await other.Probe.Saw("two");

        Assert.Empty(_watcher.Probe.Events);
        GC.KeepAlive(other);
    }
}
