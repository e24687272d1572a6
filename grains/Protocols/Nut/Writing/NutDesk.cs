using NasOrleans.Protocols.Nut.Grammar;
using NasOrleans.Protocols.Nut.Wire;

namespace NasOrleans.Protocols.Nut.Writing;

internal sealed class NutDesk(NutConnection connection, DialedServer server, NutServerTarget target, TimeProvider time) : INutDesk
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SignOn _signOn = new(connection, server, target);
    private readonly Tracking _tracking = new(connection, time);

    public bool IsClearText => !server.IsEncrypted;

    public Task<NutFault> Lost => connection.Ended;

    public Task<NutOutcome> LoginAsync(string ups, CancellationToken cancellationToken) =>
        OrderAsync(NutLines.Of("LOGIN", ups), ups, cancellationToken);

    public async Task<NutOutcome> ClaimPrimaryAsync(string ups, CancellationToken cancellationToken)
    {
        var outcome = await OrderAsync(NutLines.Of("PRIMARY", ups), ups, cancellationToken);
        return outcome is { Result: NutResult.Refused, Fault.Error: NutError.UnknownCommand }
            ? await OrderAsync(NutLines.Of("MASTER", ups), ups, cancellationToken)
            : outcome;
    }

    public Task<NutOutcome> ForceShutdownAsync(string ups, CancellationToken cancellationToken) =>
        OrderAsync(NutLines.Of("FSD", ups), ups, cancellationToken);

    public Task<NutOutcome> CommandAsync(string ups, string command, string? parameter, TimeSpan follow, CancellationToken cancellationToken) => FollowedAsync(
        parameter is null ? NutLines.Of("INSTCMD", ups, command) : NutLines.WithWord("INSTCMD", [ups, command], parameter),
        $"{ups} {command} {parameter}",
        follow,
        cancellationToken);

    public Task<NutOutcome> SetAsync(string ups, string variable, string value, TimeSpan follow, CancellationToken cancellationToken) =>
        FollowedAsync(NutLines.WithText("SET VAR", [ups, variable], value), $"{ups} {variable} {value}", follow, cancellationToken);

    public Task<NutAnswer<int>> LoginsAsync(string ups, CancellationToken cancellationToken) =>
        NutLines.Of("GET NUMLOGINS", ups) is { } line
            ? connection.AskAsync(line, new EchoReader<int>($"NUMLOGINS {ups}", Tails.Count)).WaitAsync(cancellationToken)
            : Task.FromResult(new NutAnswer<int>(time.GetTimestamp(), false, 0, WireFaults.Unsayable("The name of the UPS")));

    public async ValueTask DisposeAsync()
    {
        // A word of farewell; closing the connection says the same.
        if (!connection.Ended.IsCompleted) await Task.WhenAny(connection.AskAsync(NutLines.Of("LOGOUT")!, new LineReader<string>(Tails.Line)), connection.Ended);
        await connection.DisposeAsync();
        _turn.Dispose();
    }

    private async Task<NutOutcome> OrderAsync(byte[]? line, string what, CancellationToken cancellationToken)
    {
        var (outcome, _) = await SendAsync(line, what, isFollowed: false, cancellationToken);
        return outcome;
    }

    private async Task<NutOutcome> FollowedAsync(byte[]? line, string what, TimeSpan follow, CancellationToken cancellationToken)
    {
        var (outcome, taken) = await SendAsync(line, what, follow > TimeSpan.Zero, cancellationToken);
        return taken is null ? outcome : await _tracking.FollowAsync(taken, follow, cancellationToken);
    }

    // Cancelling is heard until the order leaves; from then on its answer is waited for, which the deadline of the connection bounds.
    private async Task<(NutOutcome Outcome, string? Taken)> SendAsync(byte[]? line, string what, bool isFollowed, CancellationToken cancellationToken)
    {
        if (line is null) return (new NutOutcome(NutResult.NotSent, WireFaults.Unsayable($"\"{NutText.Shown(System.Text.Encoding.UTF8.GetBytes(what))}\"")), null);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await _signOn.EnsureAsync() is { } failed) return (failed, null);
            if (isFollowed) await _tracking.EnsureOnAsync();
            cancellationToken.ThrowIfCancellationRequested();
            var answer = await connection.AskAsync(line, new LineReader<string>(Tails.Ok));
            return answer.IsGood ? (new NutOutcome(NutResult.Confirmed), answer.Value) : (Failed(answer), null);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static NutOutcome Failed(NutAnswer<string> answer) => new(
        answer.Fault switch
        {
            { Answered: true } => NutResult.Refused,
            _ => answer.WasSent ? NutResult.Unknown : NutResult.NotSent,
        },
        answer.Fault);
}
