using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace NasOrleans.Silo.Telemetry;

/// <summary>A metric with all its series, fed by one instrument (or by several of the same name).</summary>
internal sealed class MetricFamily
{
    // What request times and disk waits look like, in seconds.
    private static readonly double[] DefaultBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly ConcurrentDictionary<TagSet, Series> _series = new(TagSet.Comparer);
    private readonly ConcurrentDictionary<TagSet, Series>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _bySpan;
    private readonly int _limit;
    private readonly bool _sums;
    private long _dropped;

    public MetricFamily(Instrument instrument, int seriesLimit)
    {
        _bySpan = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        _limit = seriesLimit;
        Kind = KindOf(instrument);
        _sums = !instrument.IsObservable && Kind is not MetricKind.Histogram && !Is(instrument, typeof(Gauge<>));
        Name = MetricName.Of(instrument.Name, instrument.Unit, Kind);
        Help = instrument.Description is { Length: > 0 } text ? text : instrument.Name;
        Observed = instrument.IsObservable;
        Scale = MetricName.Scale(instrument.Unit);
        Bounds = Kind is MetricKind.Histogram ? [.. BoundsOf(instrument).Select(bound => bound * Scale)] : null;
    }

    public string Name { get; }

    public string Help { get; }

    public MetricKind Kind { get; }

    /// <summary>Its values are asked for at each scrape; one that is no longer told no longer exists.</summary>
    public bool Observed { get; }

    private double Scale { get; }

    public double[]? Bounds { get; }

    public long Dropped => Volatile.Read(ref _dropped);

    public IReadOnlyCollection<KeyValuePair<TagSet, Series>> Series => _series.ToArray();

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, long scrape)
    {
        if (!_bySpan.TryGetValue(tags, out var series))
        {
            if (_series.Count >= _limit)
            {
                Interlocked.Increment(ref _dropped);
                return;
            }

            series = _series.GetOrAdd(new TagSet(tags.ToArray()), _ => new Series(Bounds));
        }

        series.SeenIn = scrape;
        if (Bounds is not null) series.Observe(value * Scale);
        else if (_sums) series.Add(value * Scale);
        else series.Set(value * Scale);
    }

    public void ForgetUnseen(long scrape)
    {
        foreach (var (tags, series) in _series)
            if (series.SeenIn < scrape) _series.TryRemove(tags, out _);
    }

    public void Forget(ReadOnlySpan<KeyValuePair<string, object?>> tags) => _bySpan.TryRemove(tags, out _);

    private static MetricKind KindOf(Instrument instrument) =>
        Is(instrument, typeof(Counter<>)) || Is(instrument, typeof(ObservableCounter<>)) ? MetricKind.Counter
        : Is(instrument, typeof(Histogram<>)) ? MetricKind.Histogram
        : MetricKind.Gauge;

    private static bool Is(Instrument instrument, Type kind) =>
        instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == kind;

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => [.. DefaultBounds.Select(bound => bound / MetricName.Scale(instrument.Unit))],
    };
}
