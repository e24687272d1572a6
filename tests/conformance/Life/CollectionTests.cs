namespace NasOrleans.Tests.Conformance.Life;

// In real time, because Orleans measures idleness by the machine's clock. A grain that is left alone tells each test when
// those that were not to be kept are gone.
public sealed class CollectionTests : IAsyncLifetime
{
    private static readonly TimeSpan Age = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Quantum = TimeSpan.FromMilliseconds(100);
    private const string Collected = "deactivated: ActivationIdle";

    private TestHost _host = null!;

    public async Task InitializeAsync() =>
        _host = await TestHost.StartAsync(options => options with { CollectionAge = Age, CollectionQuantum = Quantum });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task IdleGrain_AfterItsAge_IsCollectedAndComesBack()
    {
        await Mortal("idle").Note("first");

        await _host.Probes["idle"].Saw(Collected);
        await Mortal("idle").Note("second");

        Assert.Equal(
            ["constructed", "activated", "first", Collected, "constructed", "activated with its state", "second"], _host.Probes["idle"].Events);
    }

    [Fact]
    public async Task KeepAliveGrain_AfterItsAge_Stays()
    {
        var undying = _host.Grains.GetGrain<IUndyingGrain>("undying");
        await undying.Note("first");

        await AnotherIsCollected();

        Assert.DoesNotContain(Collected, _host.Probes["undying"].Events);
    }

    [Fact]
    public async Task BusyGrain_AfterItsAge_Stays()
    {
        var held = Mortal("busy").Hold("gate");

        await AnotherIsCollected();

        Assert.DoesNotContain(Collected, _host.Probes["busy"].Events);
        _host.Probes["busy"].Open("gate");
        await held;
    }

    [Fact]
    public async Task DelayDeactivation_OfAnIdleGrain_KeepsIt()
    {
        await Mortal("delayed").Delay(TimeSpan.FromMinutes(1));

        await AnotherIsCollected();

        Assert.DoesNotContain(Collected, _host.Probes["delayed"].Events);
    }

    [Fact]
    public async Task DelayDeactivation_OfZero_TakesTheDelayBack()
    {
        await Mortal("undelayed").Delay(TimeSpan.FromMinutes(1));
        await Mortal("undelayed").Delay(TimeSpan.Zero);

        await _host.Probes["undelayed"].Saw(Collected);
    }

    [Fact]
    public async Task Ticks_WithoutKeepAlive_DoNotKeepTheGrain()
    {
        await Mortal("ticking").StartTimer(Quantum, keepAlive: false);

        await _host.Probes["ticking"].Saw(Collected);
    }

    [Fact]
    public async Task Ticks_WithKeepAlive_KeepTheGrain()
    {
        await Mortal("kept").StartTimer(Quantum, keepAlive: true);

        await AnotherIsCollected();

        Assert.DoesNotContain(Collected, _host.Probes["kept"].Events);
    }

    [Fact]
    public async Task Call_ToAnIdleGrain_StartsItsAgeAnew()
    {
        await Mortal("young").Note("first");
        var other = AnotherIsCollected();
        while (!other.IsCompleted)
        {
            await Mortal("young").Note("again");
            await Task.WhenAny(other, Task.Delay(Quantum, TimeProvider.System));
        }

        await other;
        Assert.DoesNotContain(Collected, _host.Probes["young"].Events);
    }

    // Twice, so that whatever fell due beside it in the same round is gone as well.
    private async Task AnotherIsCollected()
    {
        foreach (var key in new[] { "other", "another" })
        {
            await Mortal(key).Note("alive");
            await _host.Probes[key].Saw(Collected);
        }
    }

    private IMortalGrain Mortal(string key) => _host.Grains.GetGrain<IMortalGrain>(key);
}
