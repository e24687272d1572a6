using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Tests.Conformance.Life;

[Alias("nas.test.IRestlessGrain")]
public interface IRestlessGrain : IGrainWithStringKey
{
    /// <summary>Answers, and leaves when asked to; false when another activation of this grain is there as well.</summary>
    [Alias("Visit")] Task<bool> Visit(bool leave);
}

[GrainType("test-restless")]
internal sealed class RestlessGrain : Grain, IRestlessGrain
{
    private static readonly ConcurrentDictionary<string, RestlessGrain> Present = new();

    private bool _alone;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _alone = Present.TryAdd(this.GetPrimaryKeyString(), this);
        await Task.Yield();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        for (var step = 0; step < 20; step++) await Task.Yield();
        Present.TryRemove(KeyValuePair.Create(this.GetPrimaryKeyString(), this));
    }

    public async Task<bool> Visit(bool leave)
    {
        if (leave) DeactivateOnIdle();
        await Task.Yield();
        return _alone;
    }
}

public sealed class ChurnTests
{
    private const int Grains = 20;
    private const int Callers = 16;
    private const int Calls = 500;

    [Fact]
    public async Task Calls_WhileGrainsComeAndGo_AreAllAnsweredByTheOnlyActivation()
    {
        await using var host = await TestHost.StartAsync(
            options => options with { CollectionAge = TimeSpan.FromMilliseconds(2), CollectionQuantum = TimeSpan.FromMilliseconds(1) });

        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            var alone = true;
            for (var call = 0; call < Calls; call++)
                alone &= await host.Grains.GetGrain<IRestlessGrain>($"restless-{random.Next(Grains)}").Visit(leave: random.Next(16) == 0);
            return alone;
        })));

        Assert.DoesNotContain(false, answers);
    }
}
