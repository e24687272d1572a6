using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace NasOrleans.Silo.Telemetry;

/// <summary>Listens to our meter, the web server's and the actor runtime's, and holds their values for the next scrape.</summary>
internal sealed class PrometheusCollector : IDisposable
{
    private static readonly HashSet<string> Meters = new(StringComparer.Ordinal)
    {
        Instrumentation.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.Orleans",
    };

    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _scraping = new();
    private readonly int _seriesLimit;
    private long _scrape;

    public PrometheusCollector(int seriesLimit)
    {
        _seriesLimit = seriesLimit;
        _listener.InstrumentPublished = Publish;
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Record((double)value, tags, state));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Record(value, tags, state));
        _listener.Start();
    }

    public string Scrape()
    {
        lock (_scraping)
        {
            _scrape++;
            _listener.RecordObservableInstruments();
            var text = new StringBuilder(16 * 1024);
            foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
            {
                if (family.Observed) family.ForgetUnseen(_scrape);
                PrometheusText.Write(text, family);
            }

            text.Append("# HELP nas_metrics_dropped_total Measurements of series beyond telemetry.seriesLimit\n# TYPE nas_metrics_dropped_total counter\n");
            text.Append("nas_metrics_dropped_total ").Append(_families.Values.Sum(family => family.Dropped)).Append('\n');
            return text.ToString();
        }
    }

    /// <summary>Drops what was recorded with exactly these tags: what they name is gone.</summary>
    public void Forget(KeyValuePair<string, object?>[] tags)
    {
        foreach (var family in _families.Values.Where(family => !family.Observed)) family.Forget(tags);
    }

    public void Dispose() => _listener.Dispose();

    private void Publish(Instrument instrument, MeterListener listener)
    {
        if (!Meters.Contains(instrument.Meter.Name)) return;
        var family = new MetricFamily(instrument, _seriesLimit);
        var known = _families.GetOrAdd(family.Name, family);
        // Two kinds under one name would make the whole page unreadable.
        if (known.Kind == family.Kind) listener.EnableMeasurementEvents(instrument, known);
    }

    private void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) => ((MetricFamily)state!).Record(value, tags, _scrape);
}
