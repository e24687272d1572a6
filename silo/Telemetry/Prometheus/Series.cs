namespace NasOrleans.Silo.Telemetry;

/// <summary>One line of a metric, or for a histogram one set of lines. Recorded by many threads at once.</summary>
internal sealed class Series(double[]? bounds)
{
    private readonly long[] _buckets = bounds is null ? [] : new long[bounds.Length + 1];
    private double _value;

    /// <summary>The scrape in which an observed value was last told.</summary>
    public long SeenIn { get; set; }

    public double Value => Volatile.Read(ref _value);

    public void Set(double value) => Volatile.Write(ref _value, value);

    public void Add(double value)
    {
        var current = Volatile.Read(ref _value);
        while (true)
        {
            var found = Interlocked.CompareExchange(ref _value, current + value, current);
            // Compared by bits: NaN never equals itself and would turn here for ever.
            if (BitConverter.DoubleToInt64Bits(found) == BitConverter.DoubleToInt64Bits(current)) return;
            current = found;
        }
    }

    public void Observe(double value)
    {
        if (double.IsNaN(value)) return;
        var index = Array.BinarySearch(bounds!, value);
        Interlocked.Increment(ref _buckets[index < 0 ? ~index : index]);
        Add(value);
    }

    /// <summary>Counts up to each bound, the last one counting all.</summary>
    public long[] Cumulative()
    {
        var counts = new long[_buckets.Length];
        var sum = 0L;
        for (var i = 0; i < counts.Length; i++) counts[i] = sum += Volatile.Read(ref _buckets[i]);
        return counts;
    }
}
