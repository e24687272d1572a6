using NasOrleans.Protocols.Nut.Grammar;
using NasOrleans.Protocols.Nut.Wire;

namespace NasOrleans.Protocols.Nut.Writing;

/// <summary>Finds out what a driver made of an order: the server numbers it (<c>OK TRACKING id</c>) and is asked until it knows. Servers before 2.8 cannot.</summary>
internal sealed class Tracking(NutConnection connection, TimeProvider time)
{
    private const string Word = "TRACKING ";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private bool _isOn;

    /// <summary>Tries to have orders numbered. Where that cannot be, they are given all the same, and nobody knows what came of them.</summary>
    public async Task EnsureOnAsync()
    {
        if (_isOn) return;
        var answer = await connection.AskAsync(NutLines.Of("SET TRACKING", "ON")!, new LineReader<string>(Tails.Ok));
        _isOn = answer.IsGood;
    }

    /// <param name="taken">What stood behind the server's OK.</param>
    public async Task<NutOutcome> FollowAsync(string taken, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (limit <= TimeSpan.Zero || !taken.StartsWith(Word, StringComparison.OrdinalIgnoreCase)) return new NutOutcome(NutResult.Accepted);
        if (NutLines.Of("GET TRACKING", taken[Word.Length..]) is not { } question) return new NutOutcome(NutResult.Accepted);
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            while (true)
            {
                var answer = await connection.AskAsync(question, new LineReader<bool>(IsDone)).WaitAsync(either.Token);
                if (!answer.IsGood) return new NutOutcome(answer.Fault is { Answered: true, Error: not NutError.Unknown } ? NutResult.Failed : NutResult.Unknown, answer.Fault);
                if (answer.Value) return new NutOutcome(NutResult.Confirmed);
                await Task.Delay(Pause, time, either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The order is on its way, whether or not anybody waits for the end of it.
            return new NutOutcome(NutResult.Unknown, new NutFault(NutError.Timeout, "The driver has not said in time what came of it."));
        }
    }

    private static bool IsDone(ReadOnlySpan<byte> line) =>
        line.SequenceEqual("SUCCESS"u8) || (line.SequenceEqual("PENDING"u8) ? false : throw new GrammarException($"\"{NutText.Shown(line)}\" says nothing of an order."));
}
