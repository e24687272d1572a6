using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace NasOrleans.Tests.Conformance.Timers;

[Alias("nas.test.ITickGrain")]
public interface ITickGrain : IGrainWithStringKey
{
    /// <summary>Starts a timer whose ticks are noted as <paramref name="name"/>.</summary>
    [Alias("Start")] Task Start(string name, TimeSpan due, TimeSpan period, bool interleave, bool keepAlive);

    /// <summary>Each tick stays until its gate opens: name 1, name 2 ...</summary>
    [Alias("StartHeld")] Task StartHeld(string name, TimeSpan period);

    [Alias("StartFailing")] Task StartFailing(string name, TimeSpan period);

    /// <summary>Its first tick gives it another due time and period.</summary>
    [Alias("StartChanging")] Task StartChanging(string name, TimeSpan period, TimeSpan changedDue, TimeSpan changedPeriod);

    [Alias("Change")] Task Change(TimeSpan due, TimeSpan period);

    [Alias("Stop")] Task Stop();

    [Alias("Hold")] Task Hold(string gate);

    /// <summary>Comes back when the turns before it have ended.</summary>
    [Alias("Settle")] Task Settle();

    [AlwaysInterleave, Alias("GetKey")] Task<string> GetKey();
}

[GrainType("test-tick")]
internal sealed class TickGrain(Probes probes) : Grain, ITickGrain
{
    private IGrainTimer? _timer;
    private int _ticks;

    private Probe Probe => probes[this.GetPrimaryKeyString()];

    public Task Start(string name, TimeSpan due, TimeSpan period, bool interleave, bool keepAlive) => Register(
        () =>
        {
            Probe.Note(name);
            return Task.CompletedTask;
        },
        new(due, period) { Interleave = interleave, KeepAlive = keepAlive });

    public Task StartHeld(string name, TimeSpan period) => Register(
        async () =>
        {
            var tick = $"{name} {++_ticks}";
            Probe.Note($"{tick} begins");
            await Probe.Gate(tick);
            Probe.Note($"{tick} ends");
        },
        new(period, period));

    public Task StartFailing(string name, TimeSpan period) => Register(
        () =>
        {
            Probe.Note(name);
            throw new InvalidOperationException("as the test wants");
        },
        new(period, period));

    public Task StartChanging(string name, TimeSpan period, TimeSpan changedDue, TimeSpan changedPeriod) => Register(
        () =>
        {
            Probe.Note(name);
            if (++_ticks == 1) _timer!.Change(changedDue, changedPeriod);
            return Task.CompletedTask;
        },
        new(period, period));

    public Task Change(TimeSpan due, TimeSpan period)
    {
        _timer!.Change(due, period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public async Task Hold(string gate)
    {
        Probe.Note($"{gate} begins");
        await Probe.Gate(gate);
        Probe.Note($"{gate} ends");
    }

    public Task Settle() => Task.CompletedTask;

    public Task<string> GetKey() => Task.FromResult(this.GetPrimaryKeyString());

    private Task Register(Func<Task> callback, GrainTimerCreationOptions options)
    {
        _timer = this.RegisterGrainTimer(callback, options);
        return Task.CompletedTask;
    }
}
