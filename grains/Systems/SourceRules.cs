using System.Collections.Immutable;

namespace NasOrleans.Systems;

internal readonly record struct SystemThresholds(TimeSpan StaleAfter, TimeSpan OfflineAfter)
{
    /// <summary>One that is asked seldom is not silent between two polls.</summary>
    public SystemThresholds For(TimeSpan pollInterval) => new(Longer(StaleAfter, pollInterval * 2), Longer(OfflineAfter, pollInterval * 5));

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}

/// <summary>How each source is judged: which of them is polled on purpose now, and since when one is not any more.</summary>
internal readonly record struct SourceWatch(SystemThresholds Thresholds, TimeSpan? PollInterval, string? Polled, DateTimeOffset? DeletedAt)
{
    public SystemThresholds ThresholdsOf(string source) => source == Polled && PollInterval is { } interval ? Thresholds.For(interval) : Thresholds;
}

/// <summary>What a source's silence means, and what all sources together say of a system.</summary>
internal static class SourceRules
{
    private static readonly TimeSpan RemovedAfter = TimeSpan.FromMinutes(10);

    public static SourceStatus After(TimeSpan silence, SystemThresholds thresholds) =>
        silence >= thresholds.OfflineAfter ? SourceStatus.Offline
        : silence >= thresholds.StaleAfter ? SourceStatus.Stale
        : SourceStatus.Online;

    /// <summary>
    /// Silence only ever makes a status worse, and of a source that nobody asks any more it says nothing: that one is stale at worst,
    /// and is shown as removed a while after its connection was deleted.
    /// </summary>
    public static SourceState Judge(SourceState source, TimeSpan silence, bool unwatched, SourceWatch watch, DateTimeOffset now)
    {
        if (unwatched && watch.DeletedAt is { } deleted && now - deleted >= RemovedAfter) return With(source, SourceStatus.Removed);
        if (source.Status is SourceStatus.Unknown or SourceStatus.Removed) return source;
        var worse = Later(source.Status, After(silence, watch.ThresholdsOf(source.Name)));
        return With(source, unwatched && worse > SourceStatus.Stale ? SourceStatus.Stale : worse);
    }

    /// <summary>The best source tells: one that hears of the system knows that it is there.</summary>
    public static SystemStatus Together(ImmutableArray<SourceState> sources)
    {
        var best = SystemStatus.Unknown;
        foreach (var source in sources)
        {
            if (source.Status is SourceStatus.Unknown or SourceStatus.Removed) continue;
            var status = (SystemStatus)source.Status;
            if (best == SystemStatus.Unknown || status < best) best = status;
        }

        return best;
    }

    public static SourceState? Find(ImmutableArray<SourceState> sources, string name) => sources.FirstOrDefault(source => source.Name == name);

    public static ImmutableArray<SourceState> Put(ImmutableArray<SourceState> sources, SourceState source)
    {
        for (var i = 0; i < sources.Length; i++)
            if (sources[i].Name == source.Name) return sources[i] == source ? sources : sources.SetItem(i, source);
        return sources.Add(source);
    }

    private static SourceState With(SourceState source, SourceStatus status) => source.Status == status ? source : source with { Status = status };

    private static SourceStatus Later(SourceStatus a, SourceStatus b) => a > b ? a : b;
}
