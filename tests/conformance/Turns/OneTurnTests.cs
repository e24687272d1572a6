namespace NasOrleans.Tests.Conformance.Turns;

public sealed class OneTurnTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Call_WhileAnotherAwaits_StartsAfterItsEnd()
    {
        var (grain, probe) = Turn("waits");

        var held = grain.Hold("first");
        await probe.Saw("first begins");
        var queued = grain.Note("second");
        await grain.GetCount();
        Assert.Equal(["first begins"], probe.Events);

        probe.Open("first");
        await Task.WhenAll(held, queued);
        Assert.Equal(["first begins", "first ends", "second"], probe.Events);
    }

    // Sent by a grain: what a client sends without awaiting may overtake itself on Orleans before it arrives.
    [Fact]
    public async Task Calls_ThatWait_StartInTheOrderTheyCame()
    {
        var (grain, probe) = Turn("fifo");
        var (sender, sent) = Turn("fifo-sender");
        var names = Enumerable.Range(0, 200).Select(each => each.ToString()).ToArray();

        var held = grain.Hold("first");
        await probe.Saw("first begins");
        var relayed = sender.Relay("fifo", names);
        await sent.Saw("sent");
        probe.Open("first");
        await Task.WhenAll(held, relayed);

        Assert.Equal(["first begins", "first ends", .. names], probe.Events);
    }

    [Fact]
    public async Task Calls_OfManyCallers_LoseNoUpdate()
    {
        var (grain, _) = Turn("updates");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var each = 0; each < 200; each++) await grain.Add(1);
        })));

        Assert.Equal(1_600, await grain.GetCount());
    }

    [Fact]
    public async Task Calls_ThatYieldOften_NeverOverlap()
    {
        var (grain, _) = Turn("overlap");

        var overlaps = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => grain.Overlaps(20)));

        Assert.DoesNotContain(true, overlaps);
    }

    [Fact]
    public async Task Branches_OfOneTurn_NeverRunAtOnce()
    {
        var (grain, _) = Turn("branches");

        Assert.False(await grain.BranchesOverlap(branches: 16, rounds: 100));
    }

    [Fact]
    public async Task Await_OfWorkElsewhere_ResumesOnTheActivation()
    {
        var (grain, _) = Turn("resumes");

        Assert.True(await grain.ResumesAfterLeaving());
    }

    [Fact]
    public async Task Continuation_OfTheCaller_DoesNotHoldTheGrain()
    {
        var (grain, probe) = Turn("continuation");
        var held = grain.Hold("gate");

        // Asks to run on the thread that completes the call, and blocks it.
        var answered = held.ContinueWith(
            _ => grain.Note("next").Wait(TimeSpan.FromSeconds(5)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        probe.Open("gate");

        Assert.True(await answered);
    }

    [Fact]
    public async Task AsyncLocal_OfTheCaller_DoesNotReachTheGrain()
    {
        var (grain, _) = Turn("local");
        CallerLocal.Value.Value = "the caller's";

        Assert.False(await grain.SeesLocalOfCaller());
        Assert.False(await grain.SeesLocalOfCaller());
    }

    [Fact]
    public async Task Call_ToAnotherGrain_IsNotHeldUp()
    {
        var (busy, probe) = Turn("busy");
        var (free, other) = Turn("free");

        var held = busy.Hold("gate");
        await free.Note("done");

        Assert.Equal(["done"], other.Events);
        probe.Open("gate");
        await held;
    }

    private (ITurnGrain Grain, Probe Probe) Turn(string key) => (host.Grains.GetGrain<ITurnGrain>(key), host.Probes[key]);
}
