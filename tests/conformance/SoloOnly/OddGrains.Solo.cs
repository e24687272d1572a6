using System.Diagnostics;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Tests.Conformance.SoloOnly;

public interface IOddGrain : IGrainWithStringKey
{
    Task<string?> TraceOfCaller();

    Task StartTimerFor(string other);

    Task StartTimerThatResists();

    Task MakeReference();

    Task Hold(string gate);

    Task Fail();
}

[GrainType("test-odd")]
internal sealed class OddGrain(Probes probes) : Grain, IOddGrain
{
    private static OddGrain? _last;

    public async Task<string?> TraceOfCaller()
    {
        await Task.Yield();
        return Activity.Current?.TraceId.ToString();
    }

    public Task StartTimerFor(string other)
    {
        var foreign = Interlocked.Exchange(ref _last, this);
        foreign?.RegisterGrainTimer(() => Task.CompletedTask, new GrainTimerCreationOptions(TimeSpan.FromDays(1), TimeSpan.FromDays(1)));
        return Task.CompletedTask;
    }

    /// <summary>What its tick hangs on the token throws when the timer is disposed.</summary>
    public Task StartTimerThatResists()
    {
        this.RegisterGrainTimer(
            token =>
            {
                token.Register(() => throw new InvalidOperationException("as the test wants"));
                probes[this.GetPrimaryKeyString()].Note("ticked");
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, TimeSpan.FromDays(1)));
        return Task.CompletedTask;
    }

    public Task MakeReference()
    {
        GrainFactory.CreateObjectReference<Observers.IWatcher>(new Observers.Watcher());
        return Task.CompletedTask;
    }

    public async Task Hold(string gate)
    {
        probes[this.GetPrimaryKeyString()].Note(gate);
        await probes[this.GetPrimaryKeyString()].Gate(gate);
    }

    public Task Fail() => throw new InvalidOperationException("as the test wants");
}

public interface IFleetingGrain : IGrainWithStringKey
{
    Task Call();
}

/// <summary>Wants to go before it is there.</summary>
[GrainType("test-fleeting")]
internal sealed class FleetingGrain : Grain, IFleetingGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Call() => Task.CompletedTask;
}

public interface ISleepyGrain : IGrainWithStringKey
{
    Task Call();
}

/// <summary>Never comes up by itself.</summary>
[GrainType("test-sleepy")]
internal sealed class SleepyGrain(Probes probes) : Grain, ISleepyGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        probes["sleepy"].Note("activates");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    public Task Call() => Task.CompletedTask;
}

public interface IHomelessGrain : IGrainWithStringKey
{
    Task Call();
}

[GrainType("test-homeless")]
internal sealed class HomelessGrain([PersistentState("test-homeless", "nowhere")] IPersistentState<Life.LifeState> stored) : Grain, IHomelessGrain
{
    public Task Call() => stored.WriteStateAsync();
}

public interface INobodysGrain : IGrainWithStringKey;
