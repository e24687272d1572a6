using Orleans.Runtime;

namespace NasOrleans.Tests.Conformance.Calls;

public sealed class MailboxTests
{
    private const int Limit = 20;

    [Fact]
    public async Task Call_ToAFullMailbox_IsRefusedClearlyAndTheOthersGoThrough()
    {
        await using var host = await TestHost.StartAsync(options => options with { MaxMailboxLength = Limit });
        var grain = host.Grains.GetGrain<ICallGrain>("full");
        var held = grain.Hold("gate");
        await host.Probes["full"].Saw("gate begins");

        var calls = Enumerable.Range(0, Limit * 2).Select(each => grain.Note(each.ToString())).ToArray();
        await Eventually.IsTrue(() => calls.Any(call => call.IsFaulted), "a refused call");
        host.Probes["full"].Open("gate");
        await held;
        await Task.WhenAny(Task.WhenAll(calls), Task.CompletedTask);
        await Eventually.IsTrue(() => calls.All(call => call.IsCompleted), "all answered");

        var refused = calls.Where(call => call.IsFaulted).ToArray();
        Assert.InRange(refused.Length, Limit - 1, Limit + 1);
        Assert.All(refused, call => Assert.IsType<LimitExceededException>(call.Exception!.InnerException));
        await grain.Note("room again");
    }
}
