using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace NasOrleans.History.Engines;

/// <summary>Takes items without making anyone wait and writes them in the background, many at a time.</summary>
internal abstract class WriteBehind<T>(int capacity, int maxBatch, Counter<long> dropped, TimeProvider time) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Channel<T> _queue = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private Task _writing = Task.CompletedTask;
    private long _unreported;

    protected int Queued => _queue.Reader.Count;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = Task.Run(WriteAllAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // All services have stopped by now: what they posted on their way down is in the queue.
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _writing.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    protected void Enqueue(T item)
    {
        if (!_queue.Writer.TryWrite(item)) Drop(SizeOf(item));
    }

    /// <summary>What became of each item, in their order: null for one that is written. A <see cref="StorageException"/> says that it may be tried again.</summary>
    protected abstract Task<Exception?[]> TryWriteAsync(IReadOnlyList<T> batch);

    /// <summary>For how many it counts when it is lost.</summary>
    protected abstract int SizeOf(T item);

    protected abstract void LogWaiting(string reason);

    protected abstract void LogResumed();

    protected abstract void LogDropped(long lost);

    protected abstract void LogRefused(Exception fault, int lost);

    private async Task WriteAllAsync()
    {
        var batch = new List<T>(maxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < maxBatch && _queue.Reader.TryRead(out var item)) batch.Add(item);
            for (var attempt = 1; batch.Count > 0; attempt++) await TryAsync(batch, attempt);
        }
    }

    /// <summary>Leaves in the batch what is to be tried again.</summary>
    private async Task TryAsync(List<T> batch, int attempt)
    {
        var lastAttempt = _stopping.IsCancellationRequested;
        var faults = await TryWriteAsync(batch);
        var waiting = batch.Where((_, i) => faults[i] is StorageException && !lastAttempt).ToArray();
        var refused = batch.Where((_, i) => faults[i] is { } fault && (fault is not StorageException || lastAttempt)).Sum(SizeOf);
        if (refused > 0)
        {
            Drop(refused);
            LogRefused(faults.First(fault => fault is not null && (fault is not StorageException || lastAttempt))!, refused);
        }

        batch.Clear();
        batch.AddRange(waiting);
        if (waiting.Length > 0)
        {
            if (attempt == 1) LogWaiting(faults.First(fault => fault is StorageException)!.Message);
            await Task.Delay(RetryAfter, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else if (faults.Contains(null))
        {
            if (attempt > 1) LogResumed();
            if (Interlocked.Exchange(ref _unreported, 0) is > 0 and var lost) LogDropped(lost);
        }
    }

    private void Drop(int size)
    {
        dropped.Add(size);
        Interlocked.Add(ref _unreported, size);
    }
}
