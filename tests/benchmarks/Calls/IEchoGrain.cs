using Orleans;

namespace NasOrleans.Benchmarks.Calls;

[Alias("nas.bench.IEchoGrain")]
public interface IEchoGrain : IGrainWithStringKey
{
    [Alias("Echo")] Task<int> Echo(int value);
}

[GrainType("bench-echo")]
internal sealed class EchoGrain : Grain, IEchoGrain
{
    public Task<int> Echo(int value) => Task.FromResult(value);
}
