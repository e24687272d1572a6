using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Storage;

namespace NasOrleans.Tests.Conformance.State;

[Alias("nas.test.ILedgerGrain")]
public interface ILedgerGrain : IGrainWithStringKey
{
    [Alias("Set")] Task Set(int value);

    /// <summary>Changes memory and does not write.</summary>
    [Alias("SetUnwritten")] Task SetUnwritten(int value);

    /// <summary>Catches the conflict: then it does not escape.</summary>
    [Alias("TrySet")] Task<bool> TrySet(int value);

    /// <summary>Has another ledger set its value, and lets its failure through.</summary>
    [Alias("SetThrough")] Task SetThrough(string other, int value);

    [Alias("SetByTimer")] Task SetByTimer(int value, TimeSpan due);

    [Alias("Fail")] Task Fail();

    [Alias("Clear")] Task Clear();

    [AlwaysInterleave, Alias("GetReading")] Task<Reading> GetReading();
}

[GenerateSerializer, Immutable, Alias("nas.test.reading")]
public sealed record Reading
{
    [Id(0)] public int Value { get; init; }

    [Id(1)] public bool Exists { get; init; }

    /// <summary>Which activation answered.</summary>
    [Id(2)] public Guid Activation { get; init; }
}

public sealed class LedgerState
{
    public int Value { get; set; }
}

[GrainType("test-ledger")]
internal sealed class LedgerGrain([PersistentState("test-ledger", GrainHost.StorageName)] IPersistentState<LedgerState> stored)
    : Grain, ILedgerGrain
{
    private readonly Guid _activation = Guid.NewGuid();

    public async Task Set(int value)
    {
        stored.State.Value = value;
        await stored.WriteStateAsync();
    }

    public Task SetUnwritten(int value)
    {
        stored.State.Value = value;
        return Task.CompletedTask;
    }

    public async Task<bool> TrySet(int value)
    {
        try
        {
            await Set(value);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    public Task SetThrough(string other, int value) => GrainFactory.GetGrain<ILedgerGrain>(other).Set(value);

    public Task SetByTimer(int value, TimeSpan due)
    {
        this.RegisterGrainTimer(() => Set(value), new GrainTimerCreationOptions(due, due));
        return Task.CompletedTask;
    }

    public Task Fail() => throw new InvalidOperationException("as the test wants");

    public Task Clear() => stored.ClearStateAsync();

    public Task<Reading> GetReading() => Task.FromResult(new Reading
    {
        Value = stored.State.Value,
        Exists = stored.RecordExists,
        Activation = _activation,
    });
}
