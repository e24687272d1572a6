using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Benchmarks.Polls;

/// <summary>Sees from the systems' side when each of them was polled, to the second.</summary>
internal sealed class PollWatch(TrueNasFleet fleet)
{
    // The one call that belongs to every poll.
    private const string Mark = "system.info";

    private readonly int[] _counts = new int[fleet.Systems.Length];
    private readonly long[] _last = new long[fleet.Systems.Length];
    private readonly TimeSpan[] _longest = new TimeSpan[fleet.Systems.Length];

    public int Polls { get; private set; }

    /// <summary>How many systems were polled at all.</summary>
    public int Look()
    {
        var now = TimeProvider.System.GetTimestamp();
        var polled = 0;
        for (var at = 0; at < _counts.Length; at++)
        {
            var count = fleet.Systems[at].Received.Count(Mark);
            if (count > 0) polled++;
            if (count == _counts[at]) continue;
            Polls += count - _counts[at];
            Note(at, now);
            _counts[at] = count;
            _last[at] = now;
        }

        return polled;
    }

    public void Begin()
    {
        Look();
        Polls = 0;
        Array.Clear(_longest);
    }

    /// <summary>The longest time between two polls of one system, a poll that has not come yet counting from the last one until now.</summary>
    public (TimeSpan Longest, int Over) End(TimeSpan limit)
    {
        var now = TimeProvider.System.GetTimestamp();
        for (var at = 0; at < _last.Length; at++) Note(at, now);
        return (_longest.Max(), _longest.Count(gap => gap > limit));
    }

    private void Note(int at, long now)
    {
        if (_last[at] == 0) return;
        var gap = TimeProvider.System.GetElapsedTime(_last[at], now);
        if (gap > _longest[at]) _longest[at] = gap;
    }
}
