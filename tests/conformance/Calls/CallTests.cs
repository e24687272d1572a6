using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Tests.Conformance.Calls;

public sealed class CallTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Argument_AndResult_ArriveAsTheyWere()
    {
        var parcel = new Parcel { Text = "outer", Inner = new() { Text = "inner" } };

        Assert.Equal(parcel, await Grain("echo").Echo(parcel));
        Assert.Null(await Grain("echo").Echo(null));
    }

    [Fact]
    public async Task Exception_OfAGrain_CrossesWithTypeAndMessage()
    {
        var custom = await Assert.ThrowsAsync<CustomException>(() => Grain("fail").Fail("at once"));
        var common = await Assert.ThrowsAsync<ArgumentException>(() => Grain("fail").FailLater("later"));

        Assert.Equal("at once", custom.Message);
        Assert.Equal("later", common.Message);
    }

    [Fact]
    public async Task OneWay_WhileTheGrainWorks_HasReturned()
    {
        var probe = host.Probes["oneway"];

        await Grain("oneway").Tell("slow");
        await probe.Saw("slow begins");
        Assert.DoesNotContain("slow ends", probe.Events);

        probe.Open("slow");
        await probe.Saw("slow ends");
    }

    [Fact]
    public async Task OneWay_ThatFails_HarmsNobody()
    {
        await Grain("oneway-fails").TellAndFail();
        await Grain("oneway-fails").Note("after");

        Assert.Equal(["told", "after"], host.Probes["oneway-fails"].Events);
    }

    [Fact]
    public async Task Grain_FoundByItsId_IsTheSame()
    {
        await Grain("by-id").Note("by key");
        var id = Grain("by-id").GetGrainId();

        Assert.Equal("test-call/by-id", id.ToString());
        await host.Grains.GetGrain<ICallGrain>(GrainId.Create("test-call", "by-id")).Note("by id");
        await host.Grains.GetGrain<ICallGrain>(GrainId.Parse("test-call/by-id")).Note("by text");

        Assert.Equal(["by key", "by id", "by text"], host.Probes["by-id"].Events);
    }

    [Fact]
    public async Task Grain_OfAnUnknownType_CannotBeCalled() =>
        await Assert.ThrowsAnyAsync<Exception>(async () => await host.Grains.GetGrain<ICallGrain>(GrainId.Create("test-nothing", "key")).GetKey());

    [Fact]
    public async Task Grain_KnowsItsKeyAndItsReference()
    {
        Assert.Equal("tenant/thing:1", await Grain("tenant/thing:1").GetKey());
        Assert.Equal("tenant/thing:1", await Grain("tenant/thing:1").GetKeyByReference());
    }

    [Fact]
    public void Reference_ToTheSameGrain_IsEqual()
    {
        Assert.Equal(Grain("equal"), Grain("equal"));
        Assert.Equal(Grain("equal").GetHashCode(), Grain("equal").GetHashCode());
        Assert.NotEqual(Grain("equal"), Grain("other"));
    }

    [Fact]
    public async Task StatelessWorker_UnderLoad_RunsAsManyAsItMay()
    {
        var worker = host.Grains.GetGrain<IWorkerGrain>("pool");
        var probe = host.Probes["pool"];

        var calls = new[] { worker.Hold("a"), worker.Hold("b"), worker.Hold("c") };
        await Eventually.IsTrue(() => probe.Events.Length == 2, "two at work");
        await Grain("beside").Note("turns have passed");
        Assert.Equal(2, probe.Events.Length);

        foreach (var gate in new[] { "a", "b", "c" }) probe.Open(gate);
        await Task.WhenAll(calls);
        Assert.Equal(["a begins", "b begins", "c begins"], probe.Events.Order());
    }

    private ICallGrain Grain(string key) => host.Grains.GetGrain<ICallGrain>(key);
}
