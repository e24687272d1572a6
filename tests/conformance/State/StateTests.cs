using Orleans.Runtime;
using Orleans.Storage;

namespace NasOrleans.Tests.Conformance.State;

public sealed class StateTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private TestHost _host = null!;
    private ILedgerGrain _ledger = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.StartAsync(_time);
        _ledger = _host.Grains.GetGrain<ILedgerGrain>("main");
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task State_NeverWritten_IsFreshAndDoesNotExist()
    {
        var reading = await _ledger.GetReading();

        Assert.Equal((0, false), (reading.Value, reading.Exists));
    }

    [Fact]
    public async Task State_Written_SurvivesDeactivation()
    {
        await _ledger.Set(7);
        var before = await _ledger.GetReading();
        await _host.Host.DeactivateAsync(_ledger);

        var after = await _ledger.GetReading();

        Assert.Equal((7, true), (after.Value, after.Exists));
        Assert.NotEqual(before.Activation, after.Activation);
    }

    [Fact]
    public async Task State_NotWritten_IsLostWithTheActivation()
    {
        await _ledger.Set(7);
        await _ledger.SetUnwritten(8);
        await _host.Host.DeactivateAsync(_ledger);

        Assert.Equal(7, (await _ledger.GetReading()).Value);
    }

    [Fact]
    public async Task Clear_OfAState_RemovesTheRecord()
    {
        await _ledger.Set(7);
        await _ledger.Clear();
        await _host.Host.DeactivateAsync(_ledger);

        var reading = await _ledger.GetReading();

        Assert.Equal((0, false), (reading.Value, reading.Exists));
    }

    [Fact]
    public async Task EtagConflict_ThatEscapesACall_ReachesTheCallerAndDeactivates()
    {
        await _ledger.Set(1);
        var before = await _ledger.GetReading();
        _host.Storage.TouchAll();

        await Assert.ThrowsAsync<InconsistentStateException>(() => _ledger.Set(2));

        var after = await _ledger.GetReading();
        Assert.NotEqual(before.Activation, after.Activation);
        Assert.Equal(1, after.Value);
        await _ledger.Set(3);
    }

    [Fact]
    public async Task EtagConflict_ThatIsCaught_LeavesTheActivation()
    {
        await _ledger.Set(1);
        var before = await _ledger.GetReading();
        _host.Storage.TouchAll();

        Assert.False(await _ledger.TrySet(2));

        Assert.Equal(before.Activation, (await _ledger.GetReading()).Activation);
    }

    [Fact]
    public async Task EtagConflict_ThatEscapesATimer_Deactivates()
    {
        await _ledger.Set(1);
        await _ledger.SetByTimer(2, TimeSpan.FromSeconds(1));
        var before = await _ledger.GetReading();
        _host.Storage.TouchAll();

        _time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.IsTrue(async () => (await _ledger.GetReading()).Activation != before.Activation, "another activation");
    }

    [Fact]
    public async Task EtagConflict_ThatPassesThroughAnotherGrain_DeactivatesOnlyItsSource()
    {
        var middle = _host.Grains.GetGrain<ILedgerGrain>("middle");
        var source = await _ledger.GetReading();
        var passed = await middle.GetReading();
        await _ledger.Set(1);
        _host.Storage.TouchAll();

        await Assert.ThrowsAsync<InconsistentStateException>(() => middle.SetThrough("main", 2));

        Assert.NotEqual(source.Activation, (await _ledger.GetReading()).Activation);
        Assert.Equal(passed.Activation, (await middle.GetReading()).Activation);
    }

    [Fact]
    public async Task OtherFailure_ThatEscapesACall_LeavesTheActivation()
    {
        var before = await _ledger.GetReading();

        await Assert.ThrowsAsync<InvalidOperationException>(_ledger.Fail);

        Assert.Equal(before.Activation, (await _ledger.GetReading()).Activation);
    }

    [Fact]
    public async Task StorageFailure_OnWrite_ReachesTheCallerAsOrleansExceptionAndLeavesTheActivation()
    {
        var before = await _ledger.GetReading();
        _host.Storage.FailWritesOf("test-ledger");

        var failure = await Assert.ThrowsAnyAsync<OrleansException>(() => _ledger.Set(1));

        Assert.Contains("Writes of test-ledger fail", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(before.Activation, (await _ledger.GetReading()).Activation);
    }

    [Fact]
    public async Task StorageFailure_OnRead_FailsTheActivation()
    {
        _host.Storage.FailReadsOf("test-ledger");

        var failure = await Assert.ThrowsAnyAsync<Exception>(_ledger.GetReading);

        Assert.Contains("Reads of test-ledger fail", failure.ToString(), StringComparison.Ordinal);
    }
}
