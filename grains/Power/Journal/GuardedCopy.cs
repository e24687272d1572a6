using System.Collections.Immutable;

namespace NasOrleans.Power.Journal;

/// <summary>What a copy answered; nothing when it could not be asked in time.</summary>
internal readonly record struct JournalAnswer<T>(bool Came, T? Value);

/// <summary>
/// A copy that cannot hold anybody up. Reads end in time. Writes are made by one at a time in the background: while one hangs, the newest
/// of each key waits and no more. What failed is tried again every second, and with whatever comes next.
/// </summary>
internal sealed class GuardedCopy(IJournalCopy copy, Action<string, string?> faultChanged, TimeProvider time)
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private const int MaxBatch = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, JournalRecord> _waiting = new(StringComparer.Ordinal);
    private TaskCompletionSource<bool> _next = NewBatch();
    private TaskCompletionSource _more = NewSignal();
    private bool _writing;
    private bool _asked;
    private volatile bool _wasRead;
    private string? _readFault;
    private string? _writeFault;

    public JournalCopyHealth Health
    {
        get
        {
            lock (_gate) return new() { Name = copy.Name, Fault = _writeFault ?? _readFault, WasRead = _wasRead, Lost = copy.Lost, Waiting = _waiting.Count };
        }
    }

    public Task<JournalAnswer<JournalRecord>> ReadAsync(string key, CancellationToken cancellationToken) =>
        AskAsync(limit => copy.ReadAsync(key, limit), cancellationToken);

    public async Task<JournalAnswer<ImmutableArray<JournalRecord>>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(limit => copy.ListAsync(prefix, limit), cancellationToken);
        if (answer.Came) _wasRead = true;
        return answer;
    }

    /// <summary>True once this or a newer version of the key is written, false when that failed or took too long.</summary>
    public async Task<bool> PutAsync(JournalRecord record)
    {
        Task<bool> written;
        lock (_gate)
        {
            if (JournalRules.Replaces(record, _waiting.GetValueOrDefault(record.Key))) _waiting[record.Key] = record;
            written = _next.Task;
            _asked = true;
            _more.TrySetResult();
            if (!_writing)
            {
                _writing = true;
                _ = Task.Run(WriteAllAsync);
            }
        }

        try
        {
            return await written.WaitAsync(Limit, time);
        }
        catch (TimeoutException)
        {
            // What came just after the caller's patience ended is no fault that lasts.
            Note(ref _writeFault, $"no answer within {Limit.TotalSeconds:0} s", onlyWhileWriting: true);
            return false;
        }
    }

    private async Task WriteAllAsync()
    {
        while (Take() is { Batch: { Length: > 0 } batch, Taken: var taken })
        {
            var fault = await TryAsync(async () => await copy.WriteAsync(batch, CancellationToken.None));
            Note(ref _writeFault, fault);
            // A copy that was written to was also found and opened.
            if (fault is null) Note(ref _readFault, null);
            var more = fault is null ? null : PutBack(batch);
            taken.SetResult(fault is null);
            if (more is not null) await Task.WhenAny(more, Task.Delay(Limit, time, CancellationToken.None));
        }

        // It ends only when all is written.
        Note(ref _writeFault, null);
    }

    private (JournalRecord[] Batch, TaskCompletionSource<bool> Taken) Take()
    {
        lock (_gate)
        {
            JournalRecord[] batch = [.. _waiting.Values.Take(MaxBatch)];
            foreach (var record in batch) _waiting.Remove(record.Key);
            _writing = batch.Length > 0;
            var taken = _next;
            _asked = false;
            // All are told of the batch that leaves nothing behind: what fails before it comes back, so that it stands for the others.
            if (_waiting.Count > 0) taken = NewBatch();
            else _next = NewBatch();
            return (batch, taken);
        }
    }

    private Task PutBack(JournalRecord[] batch)
    {
        lock (_gate)
        {
            foreach (var record in batch.Where(record => JournalRules.Replaces(record, _waiting.GetValueOrDefault(record.Key)))) _waiting[record.Key] = record;
            _more = NewSignal();
            if (_asked) _more.SetResult();
            return _more.Task;
        }
    }

    private async Task<JournalAnswer<T>> AskAsync<T>(Func<CancellationToken, Task<T?>> ask, CancellationToken cancellationToken)
    {
        T? answer = default;
        using var limit = new CancellationTokenSource(Limit, time);
        var fault = await TryAsync(async () => answer = await ask(limit.Token).WaitAsync(Limit, time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        Note(ref _readFault, fault);
        return new(fault is null, answer);
    }

    // Whatever a copy throws is its fault and no one else's.
    private static async Task<string?> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            return $"no answer within {Limit.TotalSeconds:0} s";
        }
        catch (Exception fault)
        {
            return fault.Message;
        }
    }

    private void Note(ref string? slot, string? fault, bool onlyWhileWriting = false)
    {
        string? before, after;
        lock (_gate)
        {
            if (onlyWhileWriting && !_writing) return;
            before = _writeFault ?? _readFault;
            slot = fault;
            after = _writeFault ?? _readFault;
        }

        if (before is null != after is null) faultChanged(copy.Name, after);
    }

    private static TaskCompletionSource<bool> NewBatch() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
