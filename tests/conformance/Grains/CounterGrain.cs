using Orleans;

namespace NasOrleans.Tests.Conformance;

[Alias("nas.test.ICounterGrain")]
public interface ICounterGrain : IGrainWithStringKey
{
    [Alias("Add")] Task<int> Add(int amount);
}

[GrainType("test-counter")]
public sealed class CounterGrain : Grain, ICounterGrain
{
    private int _count;

    public async Task<int> Add(int amount)
    {
        var before = _count;
        await Task.Yield();
        return _count = before + amount;
    }
}
