using System.Threading.Channels;

namespace NasOrleans.Benchmarks.Calls;

/// <summary>The least that a call into another loop and back can cost: a channel there, a promise back.</summary>
internal sealed class ChannelEcho
{
    private readonly Channel<(int Value, TaskCompletionSource<int> Answer)> _channel =
        Channel.CreateUnbounded<(int, TaskCompletionSource<int>)>(new() { SingleReader = true });

    internal ChannelEcho() => _ = Task.Run(AnswerAll);

    internal Task<int> Echo(int value)
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _channel.Writer.TryWrite((value, answer));
        return answer.Task;
    }

    private async Task AnswerAll()
    {
        await foreach (var (value, answer) in _channel.Reader.ReadAllAsync()) answer.SetResult(value);
    }
}
