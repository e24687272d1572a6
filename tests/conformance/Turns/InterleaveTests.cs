namespace NasOrleans.Tests.Conformance.Turns;

public sealed class InterleaveTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task AlwaysInterleave_DuringASlowCall_IsAnswered()
    {
        var (grain, probe) = Turn("peek");
        await grain.Add(3);

        var held = grain.Hold("slow");
        await probe.Saw("slow begins");

        Assert.Equal(3, await grain.GetCount());
        Assert.False(held.IsCompleted);
        probe.Open("slow");
        await held;
    }

    [Fact]
    public async Task AlwaysInterleave_BehindWaitingCalls_OvertakesThem()
    {
        var (grain, probe) = Turn("overtake");

        var held = grain.Hold("slow");
        await probe.Saw("slow begins");
        var waiting = grain.Note("waiting");
        var interleaving = grain.HoldInterleaving("quick");
        await probe.Saw("quick begins");
        Assert.DoesNotContain("waiting", probe.Events);

        probe.Open("slow");
        probe.Open("quick");
        await Task.WhenAll(held, waiting, interleaving);
    }

    [Fact]
    public async Task Call_DuringAnInterleavingOne_Starts()
    {
        var (grain, probe) = Turn("beside");

        var interleaving = grain.HoldInterleaving("slow");
        await probe.Saw("slow begins");
        await grain.Note("beside");

        Assert.False(interleaving.IsCompleted);
        probe.Open("slow");
        await interleaving;
    }

    [Fact]
    public async Task ReadOnly_DuringReadOnly_RunsBesideIt()
    {
        var (grain, probe) = Turn("readers");

        var first = grain.HoldReadOnly("first");
        var second = grain.HoldReadOnly("second");
        await probe.Saw("second begins");

        Assert.DoesNotContain("first ends", probe.Events);
        probe.Open("first");
        probe.Open("second");
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task ReadOnly_DuringAWriter_Waits()
    {
        var (grain, probe) = Turn("reader-waits");

        var writer = grain.Hold("writer");
        var reader = grain.HoldReadOnly("reader");
        await grain.GetCount();
        Assert.Equal(["writer begins"], probe.Events);

        probe.Open("reader");
        probe.Open("writer");
        await Task.WhenAll(writer, reader);
        Assert.Equal(["writer begins", "writer ends", "reader begins", "reader ends"], probe.Events);
    }

    [Fact]
    public async Task Writer_DuringAReadOnlyCall_Waits()
    {
        var (grain, probe) = Turn("writer-waits");

        var reader = grain.HoldReadOnly("reader");
        var writer = grain.Note("writer");
        await grain.GetCount();
        Assert.Equal(["reader begins"], probe.Events);

        probe.Open("reader");
        await Task.WhenAll(reader, writer);
        Assert.Equal(["reader begins", "reader ends", "writer"], probe.Events);
    }

    [Fact]
    public async Task Call_ToAReentrantGrain_StartsAtEachAwait()
    {
        var grain = host.Grains.GetGrain<IReentrantGrain>("reentrant");
        var probe = host.Probes["reentrant"];

        var held = grain.Hold("slow");
        await probe.Saw("slow begins");
        await grain.Note("beside");

        Assert.Equal(["slow begins", "beside"], probe.Events);
        probe.Open("slow");
        await held;
    }

    private (ITurnGrain Grain, Probe Probe) Turn(string key) => (host.Grains.GetGrain<ITurnGrain>(key), host.Probes[key]);
}
