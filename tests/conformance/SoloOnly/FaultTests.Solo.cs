using NasOrleans.Tests.Conformance.Calls;
using NasOrleans.Tests.Conformance.Timers;
using Orleans.Runtime;

namespace NasOrleans.Tests.Conformance.SoloOnly;

/// <summary>Each fault gets a message that says what is wrong.</summary>
public sealed class FaultTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Activation_ThatLeavesAtOnce_RefusesItsCallsInTheEnd()
    {
        var failure = await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => host.Grains.GetGrain<IFleetingGrain>("fleeting").Call());

        Assert.Contains("test-fleeting/fleeting.Call was handed on", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activation_ThatTakesTooLong_FailsItsCallsWithATimeout()
    {
        var time = new ManualTimeProvider();
        await using var virtualHost = await TestHost.StartAsync(options => options with { Time = time, ResponseTimeout = TimeSpan.FromHours(1) });
        var call = virtualHost.Grains.GetGrain<ISleepyGrain>("sleepy").Call();
        await virtualHost.Probes["sleepy"].Saw("activates");

        time.Advance(TimeSpan.FromSeconds(30));

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Contains("test-sleepy/sleepy did not activate within 00:00:30", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithoutAnswer_TimesOutInVirtualTime()
    {
        var time = new ManualTimeProvider();
        await using var virtualHost = await TestHost.StartAsync(time);
        var call = virtualHost.Grains.GetGrain<ICallGrain>("late").Hold("gate");
        await virtualHost.Probes["late"].Saw("gate begins");

        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.IsTrue(() => call.IsCompleted, "the call ended");
        await Assert.ThrowsAsync<TimeoutException>(() => call);
    }

    [Fact]
    public async Task Mailbox_ThatIsFull_NamesTheGrainAndTheSetting()
    {
        await using var small = await TestHost.StartAsync(options => options with { MaxMailboxLength = 1 });
        var grain = small.Grains.GetGrain<IOddGrain>("full");
        var held = grain.Hold("gate");

        var failure = await Assert.ThrowsAsync<LimitExceededException>(grain.Fail);

        Assert.Contains("The mailbox of test-odd/full is full", failure.Message, StringComparison.Ordinal);
        Assert.Contains("MaxMailboxLength is 1", failure.Message, StringComparison.Ordinal);
        small.Probes["full"].Open("gate");
        await held;
    }

    [Fact]
    public async Task Storage_ThatIsNotRegistered_IsNamed()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => host.Grains.GetGrain<IHomelessGrain>("homeless").Call());

        Assert.Contains("no grain storage named 'nowhere'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Interface_WithoutAGrainClass_IsNamed()
    {
        var failure = Assert.Throws<ArgumentException>(() => host.Grains.GetGrain<INobodysGrain>("key"));

        Assert.Contains(typeof(INobodysGrain).FullName!, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GrainId_OfAnotherInterface_IsRefused() =>
        Assert.Throws<ArgumentException>(() => host.Grains.GetGrain<IOddGrain>(GrainId.Create("test-call", "key")));

    [Fact]
    public async Task Timers_OfAnEndedActivation_AreDisarmed()
    {
        var time = new ManualTimeProvider();
        await using var virtualHost = await TestHost.StartAsync(time);
        var armed = time.Armed;
        var grain = virtualHost.Grains.GetGrain<ITickGrain>("ticker");
        await grain.Start("tick", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), interleave: false, keepAlive: false);

        await virtualHost.Host.DeactivateAsync(grain);

        Assert.Equal(armed, time.Armed);
    }

    [Fact]
    public async Task Timer_ThatThrowsWhenItIsDisposed_DoesNotKeepTheGrainFromGoing()
    {
        var grain = host.Grains.GetGrain<IOddGrain>("resisting");
        await grain.StartTimerThatResists();
        await host.Probes["resisting"].Saw("ticked");

        await host.Host.DeactivateAsync(grain).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);

        Assert.Null(await grain.TraceOfCaller().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System));
    }

    [Fact]
    public async Task Timer_RegisteredForAnotherGrain_IsRefused()
    {
        await host.Grains.GetGrain<IOddGrain>("first").StartTimerFor("nobody");

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Grains.GetGrain<IOddGrain>("second").StartTimerFor("first"));
    }

    [Fact]
    public async Task ObjectReference_MadeByAGrain_IsRefused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Grains.GetGrain<IOddGrain>("maker").MakeReference());
}
