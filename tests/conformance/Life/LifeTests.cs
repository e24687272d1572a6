namespace NasOrleans.Tests.Conformance.Life;

public sealed class LifeTests : IAsyncLifetime
{
    private TestHost _host = null!;
    private IMortalGrain _grain = null!;
    private Probe _probe = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(options => options);
        _grain = _host.Grains.GetGrain<IMortalGrain>("life");
        _probe = _host.Probes["life"];
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Life_OfAnActivation_GoesInOrder()
    {
        await _grain.Note("first");
        await _host.Host.DeactivateAsync(_grain);
        await _grain.Note("second");

        Assert.Equal(
            ["constructed", "activated", "first", "deactivated: ApplicationRequested", "constructed", "activated with its state", "second"],
            _probe.Events);
    }

    [Fact]
    public async Task DeactivateOnIdle_DuringACall_EndsItFirstAndHandsTheWaitingOnesOn()
    {
        var leaving = _grain.Leave("leaving");
        await _probe.Saw("leaving begins");
        var second = _grain.Note("waits");
        var third = _grain.Note("waits");

        _probe.Open("leaving");
        await Task.WhenAll(leaving, second, third);

        Assert.Equal(
            ["constructed", "activated", "leaving begins", "leaving ends", "deactivated: ApplicationRequested", "constructed", "activated", "waits", "waits"],
            _probe.Events);
    }

    [Fact]
    public async Task Call_WhileTheGrainLeaves_WaitsUntilItHasLeft()
    {
        await _grain.LeaveSlowly("leaving");
        var leaving = _host.Host.DeactivateAsync(_grain);
        await _probe.Saw("leaving begins");

        var next = _grain.Note("next");
        for (var turn = 0; turn < 10; turn++) await _host.Grains.GetGrain<IMortalGrain>($"other-{turn}").Note("turns pass");
        _probe.Open("leaving");
        await Task.WhenAll(leaving, next);

        Assert.Equal(
            ["constructed", "activated", "leaving begins", "leaving ends", "deactivated: ApplicationRequested", "constructed", "activated", "next"],
            _probe.Events);
    }

    [Fact]
    public async Task Activation_ThatFails_FailsItsCallsAndTheNextOneComesUp()
    {
        _probe.FailNext();

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => _grain.Note("lost"));
        Assert.Contains("no life yet", failure.ToString(), StringComparison.Ordinal);

        await _grain.Note("found");
        Assert.Equal(["constructed", "constructed", "activated", "found"], _probe.Events);
    }
}
