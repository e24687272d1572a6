using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace NasOrleans.Tests.Conformance.Life;

[Alias("nas.test.ILifeGrain")]
public interface ILifeGrain : IGrainWithStringKey
{
    [Alias("Note")] Task Note(string what);

    [Alias("Hold")] Task Hold(string gate);

    /// <summary>Asks for its deactivation, and stays until the gate opens.</summary>
    [Alias("Leave")] Task Leave(string gate);

    /// <summary>Makes its later deactivation wait until the gate opens.</summary>
    [Alias("LeaveSlowly")] Task LeaveSlowly(string gate);

    [Alias("Delay")] Task Delay(TimeSpan time);

    [Alias("StartTimer")] Task StartTimer(TimeSpan period, bool keepAlive);

    [AlwaysInterleave, Alias("GetActivation")] Task<Guid> GetActivation();
}

[Alias("nas.test.IMortalGrain")]
public interface IMortalGrain : ILifeGrain;

[Alias("nas.test.IUndyingGrain")]
public interface IUndyingGrain : ILifeGrain;

[GrainType("test-mortal")]
internal sealed class MortalGrain(
    [PersistentState("test-mortal", GrainHost.StorageName)] IPersistentState<LifeState> stored, Probes probes)
    : LifeGrain(stored, probes), IMortalGrain;

[KeepAlive, GrainType("test-undying")]
internal sealed class UndyingGrain(
    [PersistentState("test-undying", GrainHost.StorageName)] IPersistentState<LifeState> stored, Probes probes)
    : LifeGrain(stored, probes), IUndyingGrain;

public sealed class LifeState
{
    public int Value { get; set; }
}

internal abstract class LifeGrain : Grain
{
    private readonly Guid _activation = Guid.NewGuid();
    private readonly IPersistentState<LifeState> _stored;
    private readonly Probes _probes;
    private string? _leaving;

    protected LifeGrain(IPersistentState<LifeState> stored, Probes probes)
    {
        (_stored, _probes) = (stored, probes);
        Probe.Note("constructed");
    }

    private Probe Probe => _probes[this.GetPrimaryKeyString()];

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Probe.TakeFailure()) throw new InvalidDataException("no life yet");
        await Task.Yield();
        Probe.Note(_stored.RecordExists ? "activated with its state" : "activated");
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_leaving is not null) await Hold(_leaving);
        Probe.Note($"deactivated: {reason.ReasonCode}");
    }

    public async Task Note(string what)
    {
        Probe.Note(what);
        if (!_stored.RecordExists) await _stored.WriteStateAsync();
    }

    public async Task Hold(string gate)
    {
        Probe.Note($"{gate} begins");
        await Probe.Gate(gate);
        Probe.Note($"{gate} ends");
    }

    public Task Leave(string gate)
    {
        DeactivateOnIdle();
        return Hold(gate);
    }

    public Task LeaveSlowly(string gate)
    {
        _leaving = gate;
        return Task.CompletedTask;
    }

    public Task Delay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task StartTimer(TimeSpan period, bool keepAlive)
    {
        this.RegisterGrainTimer(() => Task.CompletedTask, new GrainTimerCreationOptions(period, period) { KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task<Guid> GetActivation() => Task.FromResult(_activation);
}
