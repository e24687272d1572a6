using NasOrleans.Protocols.Nut.Grammar;

namespace NasOrleans.Protocols.Nut.Wire;

/// <summary>
/// One open connection. Questions go out in a bounded window and answers come in their order; a task reads for as long as the connection
/// lives, whether or not anybody waits. One clock watches over all: when the question at the head is not answered in time nothing behind it
/// can be, so the connection ends and all questions fail at once.
/// </summary>
internal sealed class NutConnection : IAsyncDisposable
{
    private static readonly byte[] Ping = NutLines.Of("VER")!;

    private readonly Stream _stream;
    private readonly DialedServer _server;
    private readonly NutWireOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Queue<Question> _waiting = new();
    private readonly Queue<Question> _sent = new();
    private readonly LineBuffer _lines = new();
    private readonly TaskCompletionSource<NutFault> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();
    private readonly ConnectionClock _clock;
    private readonly Task _reading;
    private OutBuffer _filling = new();
    private OutBuffer _leaving = new();
    private bool _isWriting;
    private long _lastSent;

    public NutConnection(Stream stream, DialedServer server, NutWireOptions options, TimeProvider time)
    {
        (_stream, _server, _options, _time) = (stream, server, options, time);
        _lastSent = time.GetTimestamp();
        _clock = new ConnectionClock(time, Watch);
        _clock.Due(_lastSent, options.KeepAlive);
        _reading = ReadAsync();
    }

    public bool IsEncrypted => _server.IsEncrypted;

    /// <summary>Done with the reason when the connection is over.</summary>
    public Task<NutFault> Ended => _ended.Task;

    public Task<NutAnswer<T>> AskAsync<T>(byte[] line, AnswerReader<T> reader)
    {
        var question = new Question<T>(line, reader, _time.GetTimestamp());
        if (Ended.IsCompletedSuccessfully) question.Fail(Ended.Result);
        else Ask(question);
        return question.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        End(WireFaults.Left());
        await _reading;
        _ending.Dispose();
    }

    private void Ask(Question question)
    {
        var fault = default(NutFault);
        var mustWrite = false;
        lock (_lock)
        {
            if (_ended.Task.IsCompletedSuccessfully) fault = _ended.Task.Result;
            else
            {
                _waiting.Enqueue(question);
                mustWrite = Fill();
                _clock.Due(question.AskedAt, _options.Deadline);
            }
        }
        if (fault is not null) question.Fail(fault);
        if (mustWrite) _ = WriteAsync();
    }

    // In the lock. True when somebody must write, and that is the caller.
    private bool Fill()
    {
        while (_sent.Count < _options.Window && _waiting.TryDequeue(out var question))
        {
            _lastSent = _time.GetTimestamp();
            question.Sent(_lastSent);
            _filling.Add(question.Line);
            _sent.Enqueue(question);
        }
        if (_isWriting || _filling.IsEmpty) return false;
        return _isWriting = true;
    }

    private async Task WriteAsync()
    {
        try
        {
            while (true)
            {
                lock (_lock)
                {
                    if (_filling.IsEmpty)
                    {
                        _isWriting = false;
                        return;
                    }
                    (_filling, _leaving) = (_leaving, _filling);
                }
                await _stream.WriteAsync(_leaving.Written, _ending.Token);
                _leaving.Clear();
            }
        }
        catch (Exception exception)
        {
            End(WireFaults.OfStream(_server.Host, _server.Port, exception));
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _stream.ReadAsync(_lines.Room(), _ending.Token) is > 0 and var count)
            {
                _lines.Filled(count);
                if (Drain()) _ = WriteAsync();
            }
            End(WireFaults.Closed(_server.Host));
        }
        catch (GrammarException exception)
        {
            End(WireFaults.Garbled(_server.Host, exception.Message));
        }
        catch (Exception exception)
        {
            End(WireFaults.OfStream(_server.Host, _server.Port, exception));
        }
    }

    // True when the window has moved and somebody must write.
    private bool Drain()
    {
        while (_lines.TryTake(out var line))
        {
            Question? head;
            lock (_lock) _sent.TryPeek(out head);
            if (head is null) throw new GrammarException($"Nobody asked for \"{NutText.Shown(line)}\".");
            if (!head.Take(line)) continue;
            // Once the connection has ended the questions have their fault, and the queue is empty.
            lock (_lock) _sent.TryDequeue(out _);
            head.Complete();
        }
        lock (_lock) return !_ended.Task.IsCompleted && Fill();
    }

    private void Watch()
    {
        bool isSilent, isIdle;
        lock (_lock)
        {
            if (_ended.Task.IsCompleted) return;
            isSilent = _sent.TryPeek(out var head) && IsOver(head.At, _options.Deadline);
            isIdle = _sent.Count == 0 && _waiting.Count == 0 && IsOver(_lastSent, _options.KeepAlive);
            if (!isSilent)
            {
                GiveUpLate();
                SetClock(head);
            }
        }
        if (isSilent) End(WireFaults.Silent(_server.Host, _options.Deadline));
        else if (isIdle) Ask(new Question<string>(Ping, new LineReader<string>(Tails.Line), _time.GetTimestamp()));
    }

    private void GiveUpLate()
    {
        var fault = WireFaults.Crowded(_server.Host, _options.Deadline);
        while (_waiting.TryPeek(out var next) && IsOver(next.AskedAt, _options.Deadline)) _waiting.Dequeue().GiveUp(fault);
        // What is on its way stays in its place, so that its answer finds it; only nobody is kept waiting for it.
        foreach (var question in _sent)
        {
            if (!question.IsGivenUp && IsOver(question.AskedAt, _options.Deadline)) question.GiveUp(fault);
        }
    }

    private void SetClock(Question? head)
    {
        if (head is not null) _clock.Due(head.At, _options.Deadline);
        if (_sent.FirstOrDefault(question => !question.IsGivenUp) is { } sent) _clock.Due(sent.AskedAt, _options.Deadline);
        if (_waiting.TryPeek(out var waiting)) _clock.Due(waiting.AskedAt, _options.Deadline);
        _clock.Due(_lastSent, _options.KeepAlive);
    }

    private bool IsOver(long from, TimeSpan limit) => _time.GetElapsedTime(from) >= limit;

    private void End(NutFault fault)
    {
        Question[] lost;
        lock (_lock)
        {
            if (!_ended.TrySetResult(fault)) return;
            lost = [.. _sent, .. _waiting];
            _sent.Clear();
            _waiting.Clear();
            _clock.Dispose();
        }
        _ending.Cancel();
        _stream.Dispose();
        foreach (var question in lost) question.Fail(fault);
    }
}
