using NasOrleans.Tests.Conformance.Turns;

namespace NasOrleans.Tests.Conformance.SoloOnly;

/// <summary>Stricter than Orleans, where a client's calls that are not awaited may overtake each other. Nothing may rely on it.</summary>
public sealed class OrderTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Calls_ToAGrainThatActivates_StartInTheOrderTheyCame()
    {
        var grain = host.Grains.GetGrain<ITurnGrain>("fifo-activation");
        var names = Enumerable.Range(0, 50).Select(each => each.ToString()).ToArray();

        await Task.WhenAll(names.Select(grain.Note));

        Assert.Equal(names, host.Probes["fifo-activation"].Events);
    }
}
