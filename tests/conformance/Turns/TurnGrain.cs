using Orleans;
using Orleans.Concurrency;

namespace NasOrleans.Tests.Conformance.Turns;

[Alias("nas.test.ITurnGrain")]
public interface ITurnGrain : IGrainWithStringKey
{
    [Alias("Add")] Task<int> Add(int amount);

    [Alias("Note")] Task Note(string what);

    /// <summary>Notes its begin and end, and stays in between until the gate opens.</summary>
    [Alias("Hold")] Task Hold(string gate);

    [ReadOnly, Alias("HoldReadOnly")] Task HoldReadOnly(string gate);

    [AlwaysInterleave, Alias("HoldInterleaving")] Task HoldInterleaving(string gate);

    [AlwaysInterleave, Alias("GetCount")] Task<int> GetCount();

    /// <summary>Sends a call for each name to another grain before it awaits the first, and notes "sent" in between.</summary>
    [Alias("Relay")] Task Relay(string key, string[] names);

    [Alias("ResumesAfterLeaving")] Task<bool> ResumesAfterLeaving();

    [Alias("SeesLocalOfCaller")] Task<bool> SeesLocalOfCaller();

    [Alias("Overlaps")] Task<bool> Overlaps(int rounds);

    /// <summary>Starts branches of work that it awaits together; true when two of them ever ran at once.</summary>
    [Alias("BranchesOverlap")] Task<bool> BranchesOverlap(int branches, int rounds);
}

public static class CallerLocal
{
    public static AsyncLocal<string?> Value { get; } = new();
}

[GrainType("test-turn")]
internal sealed class TurnGrain(Probes probes) : TurnGrainBase(probes), ITurnGrain;

[Alias("nas.test.IReentrantGrain")]
public interface IReentrantGrain : IGrainWithStringKey
{
    [Alias("Hold")] Task Hold(string gate);

    [Alias("Note")] Task Note(string what);
}

[Reentrant, GrainType("test-reentrant")]
internal sealed class ReentrantGrain(Probes probes) : TurnGrainBase(probes), IReentrantGrain;

internal abstract class TurnGrainBase(Probes probes) : Grain
{
    private int _count;
    private int _inside;

    private Probe Probe => probes[this.GetPrimaryKeyString()];

    public async Task Relay(string key, string[] names)
    {
        var other = GrainFactory.GetGrain<ITurnGrain>(key);
        var calls = names.Select(other.Note).ToArray();
        Probe.Note("sent");
        await Task.WhenAll(calls);
    }

    public async Task<int> Add(int amount)
    {
        var before = _count;
        await Task.Yield();
        return _count = before + amount;
    }

    public Task Note(string what)
    {
        Probe.Note(what);
        return Task.CompletedTask;
    }

    public async Task Hold(string gate)
    {
        Probe.Note($"{gate} begins");
        await Probe.Gate(gate);
        Probe.Note($"{gate} ends");
    }

    public Task HoldReadOnly(string gate) => Hold(gate);

    public Task HoldInterleaving(string gate) => Hold(gate);

    public Task<int> GetCount() => Task.FromResult(_count);

    public async Task<bool> ResumesAfterLeaving()
    {
        var home = TaskScheduler.Current;
        await Task.Run(() => { });
        await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        return home != TaskScheduler.Default && TaskScheduler.Current == home;
    }

    public async Task<bool> SeesLocalOfCaller()
    {
        await Task.Yield();
        return CallerLocal.Value.Value is not null;
    }

    public async Task<bool> Overlaps(int rounds)
    {
        var overlapped = false;
        for (var round = 0; round < rounds; round++)
        {
            overlapped |= Interlocked.Increment(ref _inside) > 1;
            await Task.Yield();
            Interlocked.Decrement(ref _inside);
        }
        return overlapped;
    }

    public async Task<bool> BranchesOverlap(int branches, int rounds) =>
        (await Task.WhenAll(Enumerable.Range(0, branches).Select(_ => Branch(rounds)))).Contains(true);

    private async Task<bool> Branch(int rounds)
    {
        var overlapped = false;
        for (var round = 0; round < rounds; round++)
        {
            await Task.Yield();
            overlapped |= Interlocked.Increment(ref _inside) > 1;
            Thread.SpinWait(500);
            Interlocked.Decrement(ref _inside);
        }
        return overlapped;
    }
}
