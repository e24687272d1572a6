using NasOrleans.Protocols.Nut.Grammar;
using NasOrleans.Protocols.Nut.Wire;

namespace NasOrleans.Protocols.Nut.Reading;

/// <summary>Keeps one connection to a server open. A connection counts once the server has answered over it: a server that hangs still takes connections.</summary>
internal sealed class ServerLink : IAsyncDisposable
{
    private static readonly byte[] Version = NutLines.Of("VER")!;

    private readonly NutDialer _dialer;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _leaving = new();
    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;
    private volatile NutConnection? _connection;
    private volatile NutLink _state;

    public ServerLink(NutDialer dialer, TimeProvider time)
    {
        (_dialer, _time) = (dialer, time);
        _state = new NutLink { Since = time.GetTimestamp() };
        _running = RunAsync(_leaving.Token);
    }

    public NutLink State => _state;

    /// <summary>The connection, when there is one.</summary>
    public NutConnection? Connection => _connection;

    /// <summary>Done when it is known for the first time whether the server answers.</summary>
    public Task FirstAttempt => _firstAttempt.Task;

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _running;
        _leaving.Dispose();
    }

    private async Task RunAsync(CancellationToken leaving)
    {
        var failures = 0;
        try
        {
            while (true)
            {
                var cameUp = await HoldAsync(leaving);
                failures = cameUp is { } since && _time.GetElapsedTime(since) >= BackOffRules.Proven ? 1 : failures + 1;
                await Task.Delay(BackOffRules.Pause(failures, Random.Shared.NextDouble()), _time, leaving);
            }
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            Down(WireFaults.Left());
        }
    }

    // One connection from its opening to its end; when it came up, if it did.
    private async Task<long?> HoldAsync(CancellationToken leaving)
    {
        NutConnection connection;
        try
        {
            connection = (await _dialer.OpenAsync(leaving)).Connection;
        }
        catch (NutWireException exception)
        {
            Down(exception.Fault);
            return null;
        }
        await using (connection)
        {
            var greeting = await connection.AskAsync(Version, new LineReader<string>(Tails.Line)).WaitAsync(leaving);
            // A no is an answer too: odd servers know few words.
            if (greeting.Fault is { Answered: false } silence)
            {
                Down(silence);
                return null;
            }
            var since = Up(connection, greeting.Value);
            try
            {
                Down(await connection.Ended.WaitAsync(leaving));
            }
            finally
            {
                _connection = null;
            }
            return since;
        }
    }

    private long Up(NutConnection connection, string? version)
    {
        var now = _time.GetTimestamp();
        _state = new NutLink { IsUp = true, Since = now, Connections = _state.Connections + 1, Version = version, IsEncrypted = connection.IsEncrypted };
        _connection = connection;
        _firstAttempt.TrySetResult();
        return now;
    }

    private void Down(NutFault fault)
    {
        _connection = null;
        _state = _state with { IsUp = false, Fault = fault, Since = _state.IsUp ? _time.GetTimestamp() : _state.Since };
        _firstAttempt.TrySetResult();
    }
}
