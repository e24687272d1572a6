using System.Threading.Channels;

namespace NasOrleans.Api.Live;

/// <summary>What one reader of the feed has still to be told. One that falls too far behind loses the oldest, and learns so.</summary>
internal sealed class FeedSubscription : IDisposable
{
    private readonly Channel<FeedEntry> _waiting;
    private readonly Action<FeedSubscription> _leave;
    private int _lost;

    public FeedSubscription(int capacity, Action<FeedSubscription> leave)
    {
        _leave = leave;
        _waiting = Channel.CreateBounded<FeedEntry>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Volatile.Write(ref _lost, 1));
    }

    /// <summary>From where on it is told.</summary>
    public required FeedPosition Start { get; init; }

    /// <summary>The reader must load everything anew: it asked for a place that is no longer remembered.</summary>
    public bool MustReset { get; init; }

    public ChannelReader<FeedEntry> Waiting => _waiting.Reader;

    public void Post(FeedEntry entry) => _waiting.Writer.TryWrite(entry);

    /// <summary>True once after entries were lost; what still waits is thrown away with them.</summary>
    public bool TakeLoss()
    {
        if (Interlocked.Exchange(ref _lost, 0) == 0) return false;
        while (_waiting.Reader.TryRead(out _))
        {
            // The reader starts over, so nothing of this matters to it.
        }

        return true;
    }

    public void Dispose() => _leave(this);
}
