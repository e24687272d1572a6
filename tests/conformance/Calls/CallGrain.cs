using Orleans;
using Orleans.Concurrency;

namespace NasOrleans.Tests.Conformance.Calls;

[Alias("nas.test.ICallGrain")]
public interface ICallGrain : IGrainWithStringKey
{
    [Alias("Echo")] Task<Parcel?> Echo(Parcel? parcel);

    [Alias("Fail")] Task Fail(string message);

    [Alias("FailLater")] Task<int> FailLater(string message);

    [OneWay, Alias("Tell")] Task Tell(string gate);

    [OneWay, Alias("TellAndFail")] Task TellAndFail();

    [Alias("Hold")] Task Hold(string gate);

    [ResponseTimeout("00:00:01"), Alias("HoldBriefly")] Task HoldBriefly(string gate);

    [ResponseTimeout("00:00:01"), Alias("NoteSoon")] Task NoteSoon(string what);

    /// <summary>Calls another grain, which calls back into this one.</summary>
    [Alias("GoRound")] Task GoRound(string other, string back);

    [Alias("Note")] Task Note(string what);

    [AlwaysInterleave, Alias("GetKey")] Task<string> GetKey();

    [Alias("GetKeyByReference")] Task<string> GetKeyByReference();
}

[GenerateSerializer, Immutable, Alias("nas.test.parcel")]
public sealed record Parcel
{
    [Id(0)] public required string Text { get; init; }

    [Id(1)] public Parcel? Inner { get; init; }
}

[GenerateSerializer, Alias("nas.test.custom-exception")]
public sealed class CustomException(string message) : Exception(message);

[GrainType("test-call")]
internal sealed class CallGrain(Probes probes) : Grain, ICallGrain
{
    private Probe Probe => probes[this.GetPrimaryKeyString()];

    public Task<Parcel?> Echo(Parcel? parcel) => Task.FromResult(parcel);

    public Task Fail(string message) => throw new CustomException(message);

    public async Task<int> FailLater(string message)
    {
        await Task.Yield();
        throw new ArgumentException(message);
    }

    public Task Tell(string gate) => Hold(gate);

    public Task TellAndFail()
    {
        Probe.Note("told");
        throw new InvalidOperationException("nobody hears this");
    }

    public async Task Hold(string gate)
    {
        Probe.Note($"{gate} begins");
        await Probe.Gate(gate);
        Probe.Note($"{gate} ends");
    }

    public Task HoldBriefly(string gate) => Hold(gate);

    public Task NoteSoon(string what) => Note(what);

    public async Task GoRound(string other, string back)
    {
        var next = GrainFactory.GetGrain<ICallGrain>(other);
        if (other == back) await next.NoteSoon("round");
        else await next.GoRound(back, back);
    }

    public Task Note(string what)
    {
        Probe.Note(what);
        return Task.CompletedTask;
    }

    public Task<string> GetKey() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<string> GetKeyByReference() => this.AsReference<ICallGrain>().GetKey();
}

[Alias("nas.test.IWorkerGrain")]
public interface IWorkerGrain : IGrainWithStringKey
{
    [Alias("Hold")] Task Hold(string gate);
}

[StatelessWorker(2), GrainType("test-worker")]
internal sealed class WorkerGrain(Probes probes) : Grain, IWorkerGrain
{
    public async Task Hold(string gate)
    {
        var probe = probes[this.GetPrimaryKeyString()];
        probe.Note($"{gate} begins");
        await probe.Gate(gate);
    }
}
