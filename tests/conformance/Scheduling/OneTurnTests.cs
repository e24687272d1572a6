namespace NasOrleans.Tests.Conformance.Scheduling;

public sealed class OneTurnTests
{
    [Fact]
    public async Task Call_WhileAnotherAwaits_WaitsForItsEnd()
    {
        await using var host = await GrainHost.StartAsync(typeof(CounterGrain).Assembly);
        var counter = host.Grains.GetGrain<ICounterGrain>("one");

        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => counter.Add(1)));

        Assert.Equal(Enumerable.Range(1, 1_000), answers);
    }
}
