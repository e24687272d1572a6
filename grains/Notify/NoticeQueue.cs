namespace NasOrleans.Notify;

/// <summary>What waits to be sent to one place, oldest first. When it is full the oldest go: what is true now matters more.</summary>
internal sealed class NoticeQueue(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(Notice Notice, long Since)> _waiting = new();
    private int _dropped;

    public bool IsEmpty
    {
        get
        {
            lock (_lock) return _waiting.Count == 0;
        }
    }

    public void Add(Notice notice)
    {
        lock (_lock)
        {
            _waiting.AddLast((notice, time.GetTimestamp()));
            while (_waiting.Count > NoticeRules.MostWaiting) Drop();
        }
    }

    /// <summary>What is to be sent next, and how many were dropped before it.</summary>
    public (IReadOnlyList<Notice> Next, int Dropped) Peek()
    {
        lock (_lock)
        {
            while (_waiting.First is { Value.Since: var since } && time.GetElapsedTime(since) > NoticeRules.DroppedAfter) Drop();
            return ([.. _waiting.Take(NoticeRules.MostInOne).Select(each => each.Notice)], _dropped);
        }
    }

    /// <summary>These were sent, and it was told how many were dropped.</summary>
    public void Sent(IReadOnlyList<Notice> notices, int dropped)
    {
        lock (_lock)
        {
            _dropped -= dropped;
            // The front may have been dropped while they were on their way.
            while (_waiting.First is { Value.Notice: var first } && notices.Contains(first, ReferenceEqualityComparer.Instance)) _waiting.RemoveFirst();
        }
    }

    private void Drop()
    {
        _waiting.RemoveFirst();
        _dropped++;
    }
}
