namespace NasOrleans.Tests.Conformance.Life;

public sealed class CollectionTests : IAsyncLifetime
{
    private const int Age = 15;
    private const int Long = Age + 5;
    private const string Collected = "deactivated: ActivationIdle";

    private readonly IdleClock _clock = new();
    private TestHost _host = null!;
    private IMortalGrain _mortal = null!;
    private Probe _probe = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(options => options with
        {
            Time = _clock.Provider,
            ResponseTimeout = TimeSpan.FromHours(1),
            CollectionAge = _clock.Quantum * Age,
            CollectionQuantum = _clock.Quantum,
        });
        _mortal = _host.Grains.GetGrain<IMortalGrain>("mortal");
        _probe = _host.Probes["mortal"];
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task IdleGrain_AfterItsAge_IsCollectedAndComesBack()
    {
        await _mortal.Note("first");
        await ItIsCollected();
        await _mortal.Note("second");

        Assert.Equal(["constructed", "activated", "first", Collected, "constructed", "activated with its state", "second"], _probe.Events);
    }

    [Fact]
    public async Task IdleGrain_BeforeItsAge_Stays() => await AssertStays(_mortal, Age / 2);

    [Fact]
    public async Task KeepAliveGrain_AfterItsAge_Stays() => await AssertStays(_host.Grains.GetGrain<IUndyingGrain>("undying"), Long);

    [Fact]
    public async Task BusyGrain_AfterItsAge_Stays()
    {
        var before = await _mortal.GetActivation();
        var held = _mortal.Hold("gate");
        await _probe.Saw("gate begins");

        await _clock.Pass(Long);
        _probe.Open("gate");
        await held;

        Assert.Equal(before, await _mortal.GetActivation());
    }

    [Fact]
    public async Task DelayDeactivation_OfAnIdleGrain_KeepsIt()
    {
        await _mortal.Delay(_clock.Quantum * Long * 2);

        await AssertStays(_mortal, Long);
    }

    [Fact]
    public async Task DelayDeactivation_OfZero_TakesTheDelayBack()
    {
        await _mortal.Delay(TimeSpan.MaxValue);
        await _mortal.Delay(TimeSpan.Zero);

        await ItIsCollected();
    }

    [Fact]
    public async Task Ticks_WithoutKeepAlive_DoNotKeepTheGrain()
    {
        await _mortal.StartTimer(_clock.Quantum, keepAlive: false);

        await ItIsCollected();
    }

    [Fact]
    public async Task Ticks_WithKeepAlive_KeepTheGrain()
    {
        await _mortal.StartTimer(_clock.Quantum, keepAlive: true);

        for (var quantum = 0; quantum < Long; quantum++) await _clock.PassOne();

        Assert.DoesNotContain(Collected, _probe.Events);
    }

    [Fact]
    public async Task Call_ToAnIdleGrain_StartsItsAgeAnew()
    {
        for (var quantum = 0; quantum < Long; quantum++)
        {
            await _mortal.Note("again");
            await _clock.PassOne();
        }

        Assert.DoesNotContain(Collected, _probe.Events);
    }

    private Task ItIsCollected() => _clock.PassUntil(() => _probe.Events.Contains(Collected), "the grain is collected");

    private async Task AssertStays(ILifeGrain grain, int quanta)
    {
        var before = await grain.GetActivation();
        await _clock.Pass(quanta);

        Assert.Equal(before, await grain.GetActivation());
    }
}
